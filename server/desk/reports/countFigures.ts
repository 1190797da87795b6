import type { ReportRules } from '../../packs/pack.ts'
import type { FigureValue } from '../../protocol/deskReport.ts'
import type { PackDescription } from '../../protocol/entities.ts'
import { figureMembers } from './figureMembers.ts'
import type { ReportMoment } from './reportMoment.ts'
import type { ReportPlaces } from './reportPlaces.ts'

/** Every figure of every row at `now`, what is new being what `before` did not have: `[row][figure]`. Pure. */
export function countFigures(rules: ReportRules, description: PackDescription, places: ReportPlaces, now: ReportMoment, before: ReportMoment): FigureValue[][] {
  const counted: FigureValue[][] = places.rows.map(() => [])
  for (const figure of rules.figures) {
    const members = figureMembers(figure, rules, description, now, before)
    const people = new Array<number>(places.rows.length).fill(0)
    const units = new Array<number>(places.rows.length).fill(0)
    for (let person = 0; person < members.people.length; person++) if (members.people[person]) people[places.rowOfUnit[now.personUnit[person]]]++
    for (let unit = 0; unit < members.units.length; unit++) if (members.units[unit]) units[places.rowOfUnit[unit]]++
    counted.forEach((row, index) => row.push({ people: figure.only === 'units' ? null : people[index], units: figure.only === 'people' ? null : units[index] }))
  }
  return counted
}
