import type { DeskContext } from '../desk/deskContext.ts'
import { dayOfInstant } from '../feeds/rowChecks/readInstant.ts'
import type { SchoolRow } from '../feeds/rows.ts'
import { dayToText } from '../protocol/day.ts'
import { identityOf } from './links/pupilOfClass.ts'

/** What a school's person says of a pupil: the temperature they took, and of the rest what they asked again. */
type Said = Partial<SchoolRow> & Pick<SchoolRow, 'submittedAt' | 'temperatureCelsius' | 'by'>

/** An answer that nobody gave a second time holds, and each of these hangs on the other. */
const KEPT = ['healthCode', 'travelled', 'travelledTo', 'whereNow', 'regionNow', 'contact', 'household', 'symptoms', 'symptomsSince', 'form', 'answers', 'asideAnswers', 'note'] as const satisfies readonly (keyof SchoolRow)[]
const HANGS_ON: Partial<Record<(typeof KEPT)[number], keyof SchoolRow>> = { travelledTo: 'travelled', regionNow: 'whereNow', symptomsSince: 'symptoms' }
/** What somebody at the gate saw who found the pupil still unwell, where the morning's report names nothing. */
const UNNAMED_SYMPTOM = '其他不适'
/** The pupil's own health: of a report that was found to be a data error it holds no longer. */
const OWN_HEALTH: readonly string[] = ['healthCode', 'symptoms', 'symptomsSince']

/**
 * The check that corrects the one standing on the day of `submittedAt` (ISO), or the day's first: who it is
 * about, what was said now, and what the standing one says besides, for the latest check of a day is the whole of it. By the
 * gate without a word of symptoms: still unwell. Null for a pupil whom the vault has forgotten.
 */
export function correctedCheck(context: DeskContext, student: number, said: Said): SchoolRow | null {
  const known = context.known()
  const { registers } = known
  const who = identityOf(context, student)
  if (!who) return null
  const standing = known.newestOn(student, dayOfInstant(Date.parse(said.submittedAt), context.zoneOffsetMinutes()))
  const before = standing ? saidIn(context, standing.seq) : {}
  const isVoid = standing !== null && known.alertBook.isVoided(standing.seq)
  const isUnnamed = said.by === 'gate' && said.symptoms === undefined && (isVoid || !before.symptoms?.length)
  const kept = KEPT.filter((field) => before[field] !== undefined && said[HANGS_ON[field] ?? field] === undefined && !(isVoid && OWN_HEALTH.includes(field)))
  return {
    ...Object.fromEntries(kept.map((field) => [field, before[field]])), ...(isUnnamed && { symptoms: [UNNAMED_SYMPTOM] }), ...said,
    school: registers.campuses[registers.studentCampus.values[student]].name, class: registers.texts.textOf(registers.studentClass.values[student]), ...who,
  } as SchoolRow
}

/** A logged check as the row that it was: words that the log may not have come from the vault, and go there again. */
function saidIn({ store }: DeskContext, seq: number): Partial<SchoolRow> {
  const body = store.entryAt(seq)?.body ?? {}
  const cells = store.vault.cellsAt(seq)?.cells ?? {}
  const { symptomsSince, ...row } = { ...body, ...cells } as Record<string, unknown>
  if (typeof symptomsSince === 'number') row.symptomsSince = dayToText(symptomsSince)
  if (typeof row.symptoms === 'string') row.symptoms = row.symptoms.split('、')
  if (Array.isArray(body.household)) {
    row.household = body.household.map((member: object, i) => {
      const [relation, travelledTo] = [cells[`household.${i}.relation`], cells[`household.${i}.travelledTo`]]
      return { ...member, ...(relation && { relation }), ...(travelledTo && { travelledTo }) }
    })
  }
  const aside = Object.entries(cells).filter(([key]) => key.startsWith('answers.')).map(([key, text]) => [key.slice('answers.'.length), text] as const)
  if (aside.length > 0) row.asideAnswers = Object.fromEntries(aside)
  return row
}
