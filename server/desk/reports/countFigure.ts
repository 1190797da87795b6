import type { ReportFigure, ReportRules } from '../../packs/pack.ts'
import type { FigureValue } from '../../protocol/deskReport.ts'
import type { PackDescription } from '../../protocol/entities.ts'
import { figureMembers } from './figureMembers.ts'
import type { ReportMoment } from './reportMoment.ts'
import type { ReportPlaces } from './reportPlaces.ts'

/** One figure at `now`, row by row, what is new being what `before` did not have. Pure; about 5 ms for 140,000 people. */
export function countFigure(figure: ReportFigure, rules: ReportRules, description: PackDescription, places: ReportPlaces, now: ReportMoment, before: ReportMoment): FigureValue[] {
  const members = figureMembers(figure, rules, description, now, before)
  const people = new Array<number>(places.rows.length).fill(0)
  const units = new Array<number>(places.rows.length).fill(0)
  for (let person = 0; person < members.people.length; person++) if (members.people[person]) people[places.rowOfUnit[now.personUnit[person]]]++
  for (let unit = 0; unit < members.units.length; unit++) if (members.units[unit]) units[places.rowOfUnit[unit]]++
  return places.rows.map((_, row) => ({ people: figure.only === 'units' ? null : people[row], units: figure.only === 'people' ? null : units[row] }))
}
