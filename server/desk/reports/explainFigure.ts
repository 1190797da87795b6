import type { ReportFigure, ReportRules } from '../../packs/pack.ts'
import type { PackDescription } from '../../protocol/entities.ts'
import { figureMembers } from './figureMembers.ts'
import type { ReportMoment } from './reportMoment.ts'

/** A home that came into a figure (+) or left it (−), and the entry that did it; 0 when no entry about a person did. */
export interface FigureChange { unit: number; people: number; units: number; seq: number }

/**
 * What lies between a figure now and before, home by home, within the units that `isIn` says yes to; for a figure of what
 * is new: what makes it up. The sum of the changes is the difference of the figure. Pure.
 */
export function explainFigure(figure: ReportFigure, rules: ReportRules, description: PackDescription, now: ReportMoment, before: ReportMoment, isIn: (unit: number) => boolean): FigureChange[] {
  const after = figureMembers(figure, rules, description, now, before)
  const earlier = figure.isNew ? null : figureMembers(figure, rules, description, before, before)
  const changes = new Map<number, FigureChange>()
  const note = (unit: number, people: number, units: number, seq: number): void => {
    const known = changes.get(unit)
    if (!known) changes.set(unit, { unit, people, units, seq })
    else {
      known.people += people
      known.units += units
      known.seq = Math.max(known.seq, seq)
    }
  }
  for (let person = 0; person < now.personUnit.length; person++) {
    const to = after.people[person] && isIn(now.personUnit[person]) ? now.personUnit[person] : -1
    const from = earlier?.people[person] && isIn(before.personUnit[person]) ? before.personUnit[person] : -1
    if (to === from) continue
    if (figure.only === 'units') continue
    if (to >= 0) note(to, 1, 0, now.personSeq[person])
    if (from >= 0) note(from, -1, 0, now.personSeq[person])
  }
  for (let unit = 0; figure.only !== 'people' && unit < after.units.length; unit++) {
    const difference = after.units[unit] - (earlier?.units[unit] ?? 0)
    if (difference !== 0 && isIn(unit)) note(unit, 0, difference, 0)
  }
  return [...changes.values()].filter(({ people, units }) => people !== 0 || units !== 0)
    .sort((a, b) => Math.abs(b.people) + Math.abs(b.units) - Math.abs(a.people) - Math.abs(a.units) || a.unit - b.unit)
}
