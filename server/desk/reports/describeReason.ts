import { idOf } from '../../merge/opaqueId.ts'
import type { FigureReason } from '../../protocol/deskReport.ts'
import type { DeskContext } from '../deskContext.ts'
import type { FigureChange } from './explainFigure.ts'
import type { ReportMoment } from './reportMoment.ts'

/** A reader goes through so many; of more, the number. */
const MOST_ITEMS = 100

/** The changes of a figure with addresses and the entry behind each; nobody is named. */
export function describeReason(context: DeskContext, figure: string, place: string, changes: readonly FigureChange[], now: ReportMoment): FigureReason {
  const listed = changes.slice(0, MOST_ITEMS)
  const newest = newestOfUnits(context, new Set(listed.filter(({ seq }) => seq === 0).map(({ unit }) => unit)), now)
  const { registers } = context.known()
  return {
    figure, place,
    people: changes.reduce((sum, { people }) => sum + people, 0), units: changes.reduce((sum, { units }) => sum + units, 0),
    items: listed.map(({ unit, people, units, seq }) => {
      const building = registers.unitBuilding.values[unit]
      const because = seq || newest.get(unit) || 0
      const entry = because === 0 ? null : context.store.entryAt(because)
      return {
        unit: idOf('u', unit), building: idOf('b', building), address: `${registers.compoundNameOf(building)} ${registers.buildings[building].label} ${registers.roomOf(unit)}`,
        people, units, seq: because, feed: entry?.feed ?? '', on: entry?.validOn ?? '',
      }
    }),
    more: changes.length - listed.length,
  }
}

/** The newest entry known at the moment about each of these homes, as a whole or about somebody in it. */
function newestOfUnits(context: DeskContext, units: ReadonlySet<number>, now: ReportMoment): Map<number, number> {
  const { wholeUnits, registers } = context.known()
  const newest = new Map<number, number>()
  if (units.size === 0) return newest
  for (const unit of units) {
    const rows = wholeUnits.rowsOf(unit, now.day, now.rev, [])
    newest.set(unit, rows.length > 0 ? wholeUnits.seq.values[rows[rows.length - 1]] : registers.unitSeq.values[unit])
  }
  for (let person = 0; person < now.personUnit.length; person++) {
    const unit = now.personUnit[person]
    if (units.has(unit) && now.personSeq[person] > newest.get(unit)!) newest.set(unit, now.personSeq[person])
  }
  return newest
}
