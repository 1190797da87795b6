import { idOf } from '../merge/opaqueId.ts'
import type { Observation } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { CareDay } from '../protocol/desk.ts'
import type { VaultCells } from '../store/vault.ts'
import type { DeskContext } from './deskContext.ts'
import { RESIDENT_AUTHOR } from '../residents/residentAuthor.ts'
import { maskNote } from './maskNote.ts'

/** A day of management counts as missing only after it, and today until somebody has written it down. */
const MOST_DAYS = 30

/** Every day under management from arrival to today, newest first, each with what was written down; empty when there is none. */
export function careDaysOf(context: DeskContext, unit: number, observation: Observation | null, cells: readonly VaultCells[], names: readonly string[]): CareDay[] {
  const byDay = new Map<number, CareDay['entries']>()
  for (const { feed, code, seq, person } of context.known().records.ofUnit(unit)) {
    if (feed !== 'care') continue
    const entry = context.store.entryAt(seq)
    if (!entry) continue
    const outing = cells.find((cell) => cell.seq === seq)?.cells.outing
    const list = byDay.get(Number(code)) ?? []
    list.push({
      seq, person: person < 0 ? null : idOf('p', person), temperatureCelsius: typeof entry.body.temperatureCelsius === 'number' ? entry.body.temperatureCelsius : null,
      outing: maskNote(outing, names), source: entry.author === RESIDENT_AUTHOR ? 'self' : context.nameOfAuthor(entry.author), at: entry.receivedAt,
    })
    byDay.set(Number(code), list)
  }
  const today = context.today()
  const days: CareDay[] = []
  if (observation) {
    for (let day = today; day >= observation.arrival && days.length < MOST_DAYS; day--) days.push({ day: dayToText(day), entries: byDay.get(day) ?? [], missing: !byDay.has(day) })
  } else for (const [day, entries] of [...byDay].sort(([a], [b]) => b - a).slice(0, MOST_DAYS)) days.push({ day: dayToText(day), entries, missing: false })
  return days
}
