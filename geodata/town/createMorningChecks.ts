import type { RosterRow, SchoolRow } from '../../server/feeds/rows.ts'
import type { Random } from './createRandom.ts'
import { toInstant } from './toInstant.ts'

/** Second of the day; half of the checks are in by then. */
const MIDDLE_SECOND = 6 * 3600 + 52 * 60
/** Standard deviation of the wave: 98 % are in by 07:28. */
const WAVE_SECONDS = 17 * 60
const OPENS_SECOND = 5 * 3600 + 50 * 60
const DUE_SECOND = 7 * 3600 + 30 * 60
const CLOSES_SECOND = 8 * 3600 + 10 * 60
const MISSING_SHARE = 0.015
const LATE_SHARE = 0.013

export interface TimedCheck { second: number; row: SchoolRow }

/** What they have to say beyond "36.4, nothing": identity numbers of those who came back lately, and who lives with them (`父亲`, …). */
export interface CheckContext { travelled: ReadonlySet<string>; idPrefix?: string; family: readonly string[] }

/**
 * The checks of one morning of those on a roster, sorted by time: an S-shaped wave up to 07:30, a tail of late ones, a few that never come.
 * About one in 700 is abnormal.
 */
export function createMorningChecks(people: readonly RosterRow[], day: string, context: CheckContext, random: Random): TimedCheck[] {
  const checks: TimedCheck[] = []
  people.forEach((person, index) => {
    if (random.chance(MISSING_SHARE)) return
    let second: number
    if (random.chance(LATE_SHARE)) second = random.between(DUE_SECOND, CLOSES_SECOND)
    else {
      second = random.normal(MIDDLE_SECOND, WAVE_SECONDS)
      if (second < OPENS_SECOND || second >= DUE_SECOND) second = random.between(OPENS_SECOND, DUE_SECOND)
    }
    const cameBack = person.idNumber !== undefined && context.travelled.has(person.idNumber)
    const isFeverish = random.chance(0.0009)
    const isUnwell = isFeverish ? random.chance(0.6) : random.chance(0.0006)
    const tenths = isFeverish ? random.integer(373, 386) : Math.round(random.normal(364, 2))
    const row: SchoolRow = {
      submittedAt: toInstant(day, second),
      school: person.school,
      class: person.class,
      studentNo: person.studentNo,
      name: person.name,
      temperatureCelsius: tenths / 10,
      symptoms: isUnwell ? random.pick([['发热', '咳嗽'], ['咳嗽'], ['乏力'], ['腹泻'], ['发热']]).slice() : [],
      healthCode: cameBack && random.chance(0.02) ? 'yellow' : 'green',
      // Three of ten families tick "not travelled" although the register knows better.
      travelled: cameBack && random.chance(0.7),
    }
    if (context.family.length > 0) {
      // Who came back and has a yellow code stays at home; the child is seldom sent to school all the same.
      const first = cameBack && random.chance(0.04) ? 'yellow' : 'green'
      row.household = context.family.map((relation, at) => ({ relation, healthCode: at === 0 ? first : 'green' }))
    }
    if (context.idPrefix !== undefined) row.id = `${context.idPrefix}-${index + 1}`
    checks.push({ second, row })
  })
  return checks.sort((one, other) => one.second - other.second)
}
