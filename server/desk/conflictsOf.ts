import { idOf } from '../merge/opaqueId.ts'
import type { PersonResult } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import type { ConflictView } from '../protocol/desk.ts'
import type { Locale, Wording } from '../protocol/entities.ts'
import { maskName } from '../privacy/maskName.ts'
import type { DeskContext } from './deskContext.ts'

const CHECK_DAYS = 14

/** How a side is worded; what a pupil's check says of travel is the same in every pack. */
const CHECK_SAYS: Record<'true' | 'false', Wording> = {
  true: { 'zh-CN': '晨检填报：14 天内有外出', en: 'The morning check says: travelled within 14 days' },
  false: { 'zh-CN': '晨检填报：14 天内未离开', en: 'The morning check says: has not left within 14 days' },
}

/**
 * People about whom two sides do not agree: two household reports of which the later was held (the pack's tag `conflict`),
 * or a pupil's check against the household feed. A settled one is over until something newer contradicts again.
 */
export function conflictsOf(context: DeskContext, people: { person: number; student: number }[], locale: Locale): ConflictView[] {
  const known = context.known()
  const conflictBit = 1 << context.pack.description.tags.findIndex(({ key }) => key === 'conflict')
  const found: ConflictView[] = []
  for (const { person, student } of people) {
    const result = context.live().explainPerson(person)?.result
    if (!result) continue
    const side = householdSide(context, result, locale)
    const name = maskName(context.store.vault.person(person)?.name ?? '')
    if (result.tags & conflictBit) {
      const rows = known.people.rowsOf(person, context.today(), 0xffffffff, [])
      const held = rows.length > 0 ? context.store.entryAt(known.people.seq.values[rows[rows.length - 1]]) : null
      const sides = [side]
      if (held && held.seq !== result.reason.seq) sides.push({ feed: held.feed, seq: held.seq, on: held.validOn, text: context.pack.wordReason({ rule: '4', code: String(held.body.state), seq: held.seq, feed: held.feed, validOn: known.people.validOn.values[rows[rows.length - 1]], listSeq: null, details: {} }, locale) })
      found.push({ person: idOf('p', person), name, sides })
      continue
    }
    if (student < 0 || !context.pack.desk) continue
    const [newest] = known.checks.newestOf(new Set([student]), context.today() - CHECK_DAYS, 1)
    const check = newest ? context.store.entryAt(newest.seq) : null
    if (!check || isSettledSince(context, person, check.seq) || !context.pack.desk.contradicts(check.body, newest.day, result)) continue
    found.push({ person: idOf('p', person), name, sides: [side, { feed: 'school', seq: check.seq, on: dayToText(newest.day), text: CHECK_SAYS[check.body.travelled ? 'true' : 'false'][locale] }] })
  }
  return found
}

function householdSide(context: DeskContext, { reason }: PersonResult, locale: Locale): ConflictView['sides'][number] {
  return { feed: reason.feed ?? '', seq: reason.seq ?? 0, on: reason.validOn === null ? '' : dayToText(reason.validOn), text: context.pack.wordReason({ ...reason, details: { ...reason.details, heldSince: undefined as never } }, locale) }
}

/** Whether an officer has said what holds after that entry. */
function isSettledSince(context: DeskContext, person: number, seq: number): boolean {
  const { people } = context.known()
  return people.rowsOf(person, context.today(), 0xffffffff, []).some((row) => people.seq.values[row] > seq && people.read(row).feed === 'officer')
}
