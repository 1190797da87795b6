import type { CalendarRow, CalendarView } from '../../server/protocol/school.ts'
import { weekdayOf } from './monthGrid.ts'

/** A class as it is chosen; '' is not chosen. */
export interface ChosenClass { campus: string; grade: string; class: string }
/** Days of the month that a line would change for a class, and those for which something narrower speaks, so that they stay. */
export interface LineEffect { concerns: boolean; changes: { day: string; isSchoolDay: boolean }[]; held: string[] }

/**
 * What a line that is not written yet would do to the days of a class, as far as days come and go with it: halves, terms and
 * times have none of their own. The server decides in the end; here it is told before anybody saves. Pure.
 */
export function lineEffect(line: CalendarRow, view: Pick<CalendarView, 'lines' | 'days'>, of: ChosenClass): LineEffect {
  const effect: LineEffect = { concerns: concerns(line, of), changes: [], held: [] }
  if (!effect.concerns) return effect
  const others = view.lines.filter((other) => concerns(other, of))
  for (const { day, isSchoolDay } of view.days) {
    const said = saidOf(line, day)
    if (said === null || said === isSchoolDay) continue
    // Weekdays count in term only.
    const isHeld = others.some((other) => saidOf(other, day) !== null && isStronger(other, line)) || (line.kind === 'weekdays' && !isInTerm(others, day))
    if (isHeld) effect.held.push(day)
    else effect.changes.push({ day, isSchoolDay: said })
  }
  return effect
}

const isOfADay = ({ kind }: CalendarRow): boolean => kind === 'school' || kind === 'holiday'
const narrowness = (line: CalendarRow): number => (line.classes?.length ? 4 : 0) + (line.grades?.length ? 2 : 0) + (line.campus ? 1 : 0)

/** Single days go before weekdays; of two of a sort the narrower one, else the later. */
const isStronger = (other: CalendarRow, line: CalendarRow): boolean => (isOfADay(other) === isOfADay(line) ? narrowness(other) > narrowness(line) : isOfADay(other))

function concerns(line: CalendarRow, of: ChosenClass): boolean {
  return (!line.campus || line.campus === of.campus) && (!line.grades?.length || line.grades.includes(of.grade)) && (!line.classes?.length || line.classes.includes(of.class))
}

/** Of terms the narrowest count; where none is written it is always term. */
function isInTerm(lines: readonly CalendarRow[], day: string): boolean {
  const terms = lines.filter(({ kind }) => kind === 'term')
  const narrowest = Math.max(...terms.map(narrowness))
  return terms.length === 0 || terms.some((line) => narrowness(line) === narrowest && line.from <= day && day <= (line.to ?? ''))
}

/** Whether a line by itself makes a day one of school; null: it says nothing of it. */
function saidOf(line: CalendarRow, day: string): boolean | null {
  const to = line.to || (isOfADay(line) ? line.from : null)
  if (line.from === '' || day < line.from || (to !== null && day > to)) return null
  if (isOfADay(line)) return line.kind === 'school'
  return line.kind === 'weekdays' ? line.weekdays?.includes(weekdayOf(day)) ?? false : null
}
