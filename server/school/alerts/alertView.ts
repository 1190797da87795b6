import { roleOf } from '../../auth/roles.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { maskNote } from '../../desk/maskNote.ts'
import { idOf } from '../../merge/opaqueId.ts'
import type { AlertRule, AlertRules } from '../../packs/alertRules.ts'
import { dayToText } from '../../protocol/day.ts'
import type { AlertView } from '../../protocol/school.ts'
import type { AlertBook, AlertRecord } from '../../world/alertBook.ts'
import type { AlertStep } from '../../world/reduceAlert.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { maskedPupil, pupilName } from '../pupilName.ts'
import { alertDueAt } from './alertDue.ts'
import { passOnId } from './passOnId.ts'

/** A rule that this version no longer has still has its alerts in the log. */
export const ruleOf = (rules: AlertRules, key: string): AlertRule =>
  rules.rules.find((rule) => rule.key === key) ?? { key, name: { 'zh-CN': key, en: key }, urgency: 99, about: 'pupil', checkFlags: 0, countsAsAbnormal: false, tagsHome: false, hears: [] }

/** An alert as its page shows it: masked, and what was done with it when `withSteps`. */
export function alertView(context: DeskContext, rules: AlertRules, outbox: Outbox, index: number, grouped: number, withSteps: boolean): AlertView {
  const known = context.known()
  const { registers, alertBook: book } = known
  const alert = book.alerts[index]
  const { now } = alert
  const rule = ruleOf(rules, alert.rule)
  const student = rule.about === 'pupil' ? alert.students[0] : undefined
  const name = student === undefined ? '' : pupilName(context, student)
  const dueAt = now.group === '' ? alertDueAt(rules, alert) : null
  const group = now.group === '' ? -1 : book.indexOf(now.group)
  const { studentGrade, studentClass } = registers
  const where = student ?? alert.students[0]
  return {
    id: book.idOf(index), rule: alert.rule, title: rule.name, what: rules.describe(alert.rule, detailsNow(book, index, rule)), urgency: rule.urgency, isStanding: rule.isStanding === true,
    campus: { id: idOf('c', alert.campus), name: registers.campuses[alert.campus]?.name ?? '' },
    grade: where === undefined ? '' : registers.texts.textOf(studentGrade.values[where]), class: student === undefined ? alert.class : registers.texts.textOf(studentClass.values[student]),
    pupil: student === undefined ? null : { id: idOf('s', student), ...maskedPupil(context, student) },
    day: dayToText(alert.day), openedAt: alert.openedAt, details: alert.details, state: now.state, verdict: now.verdict,
    assignedTo: now.assignedTo === '' ? null : { id: now.assignedTo, name: context.nameOfAuthor(now.assignedTo) },
    level: now.level, dueAt, overdue: dueAt !== null && context.now() >= dueAt,
    acknowledgedAt: now.acknowledgedAt || null, closedAt: now.closedAt || null, grouped, group: group < 0 ? null : book.idOf(group), seq: book.newestSeqOf(index),
    passedOn: passedOn(outbox, alert.key, alert.steps),
    steps: withSteps ? alert.steps.map((step) => stepView(context, rules, step, name)) : [],
  }
}

/** What a cluster or a broken device was opened with, and how many pupils are in it by now if they have become more. */
function detailsNow(book: AlertBook, index: number, { about }: AlertRule): AlertRecord['details'] {
  const { details } = book.alerts[index]
  if (about === 'pupil' || typeof details.pupils !== 'number') return details
  const pupilsNow = new Set(book.membersOf(index).flatMap((member) => book.alerts[member].students)).size
  return pupilsNow > details.pupils ? { ...details, pupilsNow } : details
}

function stepView(context: DeskContext, { levels }: AlertRules, { seq, at, by, act, word }: AlertStep, name: string): AlertView['steps'][number] {
  const cells = context.store.vault.cellsAt(seq)?.cells
  return {
    at, by: context.nameOfAuthor(by), act, note: maskNote(cells?.note, name === '' ? [] : [name]) ?? '',
    word: act === 'assign' ? context.nameOfAuthor(word) : act === 'climb' ? roleOf(levels[Number(word)]?.role ?? '')?.key ?? '' : act === 'group' ? '' : word,
  }
}

function passedOn(outbox: Outbox, key: string, steps: readonly AlertStep[]): AlertView['passedOn'] {
  const step = steps.findLast(({ act }) => act === 'pass-on')
  if (!step) return null
  const sent = outbox.stateOf(passOnId(key, step.seq))
  // The authority knows a message by its id, so that its are repeated: none is ever left unsure.
  return sent ? { state: sent.state === 'unsure' ? 'given-up' : sent.state, tries: sent.tries, problem: sent.problem, at: sent.settledAt } : { state: 'recorded', tries: 0, problem: '', at: null }
}

