import { createHistory } from '../../geodata/town/createHistory.ts'
import { createTown, DEMO_SEED, type Town } from '../../geodata/town/createTown.ts'
import type { AdjustableClock } from '../clock.ts'
import type { RunningService } from '../createService.ts'
import type { RowKind } from '../feeds/rows.ts'
import { DEMO_AUTHOR } from './demoAuthor.ts'

const ROWS_A_BATCH = 1000

/**
 * Lays the town and its 21 days of history into an empty service, through the pipeline like any other report; the
 * clock stands at each batch's own moment meanwhile. Same seed and day, same log.
 */
export async function layTown(service: RunningService, clock: AdjustableClock, baseDay: string, onProgress: (done: number, total: number) => void): Promise<Town> {
  const town = createTown({ seed: DEMO_SEED, baseDay })
  const registers: [RowKind, unknown[]][] = [
    ['boundaries', town.boundaries], ['basemap', town.basemap], ['buildings', town.buildings], ['campuses', town.campuses],
    ['regions', town.regions], ['units', town.units], ['residents', town.residents], ['roster', town.rosters], ['roster', town.staff],
    // Whoever looks at the demo on a Sunday sees a school morning, too.
    ['calendar', [{ kind: 'school', from: baseDay, name: '演示日' }]],
  ]
  // About a third of a million rows of history follow; the bar only has to move truthfully.
  const expected = registers.reduce((sum, [, rows]) => sum + rows.length, 0) + HISTORY_ROWS
  let done = 0
  const send = async (kind: RowKind, rows: unknown[]): Promise<void> => {
    for (let i = 0; i < rows.length; i += ROWS_A_BATCH) {
      const slice = rows.slice(i, i + ROWS_A_BATCH)
      const { rejected } = await service.accept(kind, slice, DEMO_AUTHOR)
      if (rejected.length > 0) throw new Error(`the demo town does not fit its own feeds: ${kind} ${rejected[0].field} ${rejected[0].code}`)
      done += slice.length
      onProgress(Math.min(done, expected), expected)
    }
  }
  let first = true
  for (const batch of createHistory(town, { seed: DEMO_SEED, baseDay })) {
    if (first) {
      first = false
      clock.setNow(Date.parse(batch.at) - 3_600_000)
      for (const [kind, rows] of registers) await send(kind, rows)
    }
    clock.setNow(Date.parse(batch.at))
    await send(batch.feed as RowKind, batch.rows)
  }
  return town
}

/** Rows of the history, for the progress bar only. */
const HISTORY_ROWS = 470_000
