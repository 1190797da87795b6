import type { DeskContext } from '../../desk/deskContext.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { asRecord } from '../../feeds/rowChecks/asRecord.ts'
import { dayOfInstant } from '../../feeds/rowChecks/readInstant.ts'
import { isImplausible } from '../../feeds/rowChecks/readTemperature.ts'
import type { GateRow, SchoolRow } from '../../feeds/rows.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import { CHECK_DOUBTFUL, CHECK_FLAG } from '../../packs/checkFlags.ts'
import type { RowProblem } from '../../packs/pack.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { GatePassAnswer } from '../../protocol/gate.ts'
import { correctedCheck } from '../correctedCheck.ts'

/** The page itself, where a device is named. */
export const TABLET = 'tablet'
const MOST_PASSES = 2_000
const PAGE_ID = /^[\w-]{8,64}$/

/**
 * Passes from the gate's page, some of them from hours ago: each is a row of the feed `gate`, and a second check that says more
 * than that also a row of the feed `school`, by the gate, which corrects the report of that morning. `studentFor` finds the pupil of a
 * number that the page's list did not have, by its key; -1: nobody's.
 */
export async function takePasses(context: DeskContext, campus: number, passes: readonly unknown[], author: string, locale: Locale, mayPass: (student: number) => boolean, studentFor: (lookup: number, at: number) => number): Promise<GatePassAnswer> {
  const answer: GatePassAnswer = { accepted: 0, duplicates: 0, problems: [], rev: context.known().rev }
  const refuse = (index: number, problem: RowProblem): void => void answer.problems.push({ index, code: problem.code, reason: problem.reason[locale] })
  const school = context.known().registers.campuses[campus].name
  const rows: GateRow[] = []
  const checks: SchoolRow[] = []
  const rowIndexes: number[] = []
  const checkIndexes: number[] = []
  passes.forEach((raw, index) => {
    const pass = asRecord(raw)
    if (index >= MOST_PASSES || !pass || typeof pass.id !== 'string' || !PAGE_ID.test(pass.id)) return refuse(index, rowProblem('id', index >= MOST_PASSES ? 'too-many' : 'missing'))
    if (typeof pass.at !== 'number' || !Number.isSafeInteger(pass.at) || Math.abs(pass.at) > 8.6e15) return refuse(index, rowProblem('measuredAt', 'not-an-instant'))
    const student = typeof pass.student === 'string' ? numberOfId('s', pass.student) : typeof pass.lookup === 'number' ? studentFor(pass.lookup, pass.at) : -1
    if (student < 0 || !mayPass(student)) return refuse(index, rowProblem('student', 'unknown-pupil'))
    // A tablet's clock a little ahead of ours is no future.
    const measuredAt = new Date(Math.min(pass.at, context.now())).toISOString()
    const second = asRecord(pass.second)
    const { id, direction, temperatureCelsius, site, decision, reason } = pass
    rows.push({
      id, measuredAt, device: TABLET, school, student: idOf('s', student),
      ...(direction !== undefined && { direction }), ...(temperatureCelsius !== undefined && { temperatureCelsius, ...(site !== undefined && { site }) }),
      ...(second && { second: true }), ...(decision !== undefined && { decision }), ...(reason !== undefined && reason !== null && { reason }),
    } as GateRow)
    rowIndexes.push(index)
    if (!second || typeof temperatureCelsius !== 'number') return
    if (!saysMore(context, student, dayOfInstant(Date.parse(measuredAt), context.zoneOffsetMinutes()), temperatureCelsius, site, second.symptoms)) return
    const check = correctedCheck(context, student, {
      id: `gate ${id}`, submittedAt: measuredAt, temperatureCelsius, by: 'gate',
      // Symptoms that nobody asked about again stay as they were reported; a row is checked whole by its feed.
      ...(second.symptoms !== undefined && second.symptoms !== null && { symptoms: second.symptoms as string[] }), ...(site !== undefined && { device: site as SchoolRow['device'] }),
    })
    if (!check) return refuse(index, rowProblem('student', 'unknown-pupil'))
    checks.push(check)
    checkIndexes.push(index)
  })
  const send = async (kind: 'gate' | 'school', sent: object[], indexes: number[]): Promise<void> => {
    if (sent.length === 0) return
    const result = await context.accept(kind, sent, author)
    answer.rev = result.rev
    if (kind === 'gate') {
      answer.accepted += result.accepted
      answer.duplicates += result.duplicates
    }
    for (const problem of result.rejected) refuse(indexes[problem.index], problem)
  }
  await send('gate', rows, rowIndexes)
  await send('school', checks, checkIndexes)
  return answer
}

/**
 * Whether a second check is a report of its own, and not only a reading of somebody who came in unmeasured: a report is
 * missing or has something to correct, or the person who looked found something.
 */
function saysMore(context: DeskContext, student: number, day: number, celsius: number, site: unknown, symptoms: unknown): boolean {
  const known = context.known()
  const standing = known.newestOn(student, day)
  if (!standing || standing.flags & (CHECK_FLAG.ABNORMAL | CHECK_DOUBTFUL) || known.alertBook.isVoided(standing.seq)) return true
  if (!Array.isArray(symptoms) || symptoms.length > 0) return true
  const limits = context.pack.gate?.feverTenths
  const isFever = (degrees: number, where: unknown): boolean => limits !== undefined && Math.round(degrees * 10) >= limits[where === 'armpit' || where === 'thermal' ? where : 'forehead']
  const before = known.gate.presenceOf(student, day)
  // A fever that a device measured is what was looked at again.
  return isFever(celsius, site) || isImplausible(celsius) || (typeof before?.temperatureCelsius === 'number' && isFever(before.temperatureCelsius, before.site))
}
