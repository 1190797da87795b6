import type { ReportFigure, ReportRules } from '../../packs/pack.ts'
import type { PackDescription } from '../../protocol/entities.ts'
import { UNCOUNTED } from '../../world/deriveAt.ts'
import type { ReportMoment } from './reportMoment.ts'

/** 1 for every person and every unit that a figure counts. */
export interface FigureMembers { people: Uint8Array; units: Uint8Array }

/**
 * Who and which homes make up a figure at a moment; a figure of what is new leaves out those of `before`. Pure.
 * HOT: 14 figures over 140,000 people; plain loops on purpose.
 */
export function figureMembers(figure: ReportFigure, rules: ReportRules, description: PackDescription, now: ReportMoment, before: ReportMoment): FigureMembers {
  const people = new Uint8Array(now.personUnit.length)
  const units = new Uint8Array(now.unitStatus.length)
  const { count } = figure
  if (count.of === 'event') {
    const event = rules.events.indexOf(count.event)
    const times = now.personEvents[event]
    const timesBefore = before.personEvents[event]
    for (let person = 0; person < people.length; person++) {
      if (now.personUnit[person] < 0) continue
      const base = figure.isNew && person < timesBefore.length ? timesBefore[person] : 0
      if (times[person] <= base) continue
      people[person] = 1
      units[now.personUnit[person]] = 1
    }
    return { people, units }
  }
  const isIn = count.of === 'status' ? hasStatus(count.statuses, description) : hasTag(count.tags, description)
  for (let person = 0; person < people.length; person++) {
    if (now.personUnit[person] < 0 || !isIn(now.personStatus[person], now.personTags[person])) continue
    const wasIn = figure.isNew && person < before.personUnit.length && before.personUnit[person] >= 0 && isIn(before.personStatus[person], before.personTags[person])
    if (!wasIn) people[person] = 1
  }
  for (let unit = 0; unit < units.length; unit++) {
    if (!isIn(now.unitStatus[unit], now.unitTags[unit])) continue
    const wasIn = figure.isNew && unit < before.unitStatus.length && isIn(before.unitStatus[unit], before.unitTags[unit])
    if (!wasIn) units[unit] = 1
  }
  return { people, units }
}

type IsIn = (status: number, tags: number) => boolean

function hasStatus(keys: readonly string[], { statuses }: PackDescription): IsIn {
  const wanted = new Uint8Array(UNCOUNTED + 1)
  statuses.forEach(({ key }, code) => (wanted[code] = keys.includes(key) ? 1 : 0))
  return (status) => wanted[status] === 1
}

function hasTag(keys: readonly string[], { tags }: PackDescription): IsIn {
  let bits = 0
  tags.forEach(({ key }, bit) => (bits |= keys.includes(key) ? 1 << bit : 0))
  return (status, word) => status !== UNCOUNTED && (word & bits) !== 0
}
