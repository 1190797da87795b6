import { idOf } from '../merge/opaqueId.ts'
import type { Observation } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { CareDay } from '../protocol/desk.ts'
import type { VaultCells } from '../store/vault.ts'
import type { DeskContext } from './deskContext.ts'
import { RESIDENT_AUTHOR } from '../residents/residentAuthor.ts'
import { maskNote } from './maskNote.ts'
import { missingCareDays, MOST_CARE_DAYS } from './missingCareDays.ts'

/** Every day under management from arrival to today, newest first, each with what was written down; empty when there is none. */
export function careDaysOf(context: DeskContext, unit: number, observation: Observation | null, cells: readonly VaultCells[], names: readonly string[]): CareDay[] {
  const byDay = new Map<number, CareDay['entries']>()
  for (const { feed, code, seq, person } of context.known().records.ofUnit(unit)) {
    if (feed !== 'care') continue
    const entry = context.store.entryAt(seq)
    if (!entry) continue
    const own = cells.find((cell) => cell.seq === seq)?.cells
    const list = byDay.get(Number(code)) ?? []
    list.push({
      seq, person: person < 0 ? null : idOf('p', person), temperatureCelsius: typeof entry.body.temperatureCelsius === 'number' ? entry.body.temperatureCelsius : null,
      outing: maskNote(own?.outing, names), unasked: entry.body.unasked === true, note: maskNote(own?.note, names), source: entry.author === RESIDENT_AUTHOR ? 'self' : context.nameOfAuthor(entry.author), at: entry.receivedAt,
    })
    byDay.set(Number(code), list)
  }
  const today = context.today()
  const days: CareDay[] = []
  if (observation) {
    const missing = new Set(missingCareDays(context.known().records, unit, observation, today))
    for (let day = today; day >= observation.arrival && days.length < MOST_CARE_DAYS; day--) days.push({ day: dayToText(day), entries: byDay.get(day) ?? [], missing: missing.has(day) })
  } else for (const [day, entries] of [...byDay].sort(([a], [b]) => b - a).slice(0, MOST_CARE_DAYS)) days.push({ day: dayToText(day), entries, missing: false })
  return days
}
