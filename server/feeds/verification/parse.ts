import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readAddress } from '../rowChecks/readAddress.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readPerson } from '../rowChecks/readPerson.ts'
import { ID_LENGTH, NOTE_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'

const ANSWERS = ['found', 'not-here', 'moved', 'wrong-number'] as const
/** A task may be due this many days ahead; more is a slip. */
const DUE_AHEAD_DAYS = 366
/** Phones and identity numbers. Shorter runs stay: lists are told apart by their dates and numbers (协查20200213). */
const PERSONAL_NUMBER = /\d{11,}[Xx]?/g

/** One row of a verification list (VerificationRow): makes a task, or answers one. Body: `{list, dueOn?, answer?}`. */
export const verificationFeed: Feed = {
  name: 'verification',
  title: { 'zh-CN': '协查名单', en: 'Verification list' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const issuedOn = readDay(row, 'issuedOn', context.today, true, problems)
    const list = readText(row, 'list', PLACE_LENGTH, true, problems)
    const address = readAddress(row, problems)
    const person = readPerson(row, false, problems, aside)
    const dueOn = readDay(row, 'dueOn', context.today + DUE_AHEAD_DAYS, false, problems)
    const answer = readChoice(row, 'answer', ANSWERS, false, problems)
    const note = readText(row, 'note', NOTE_LENGTH, false, problems)
    if (problems.length > 0) return problems

    const named = person.name !== ''
    if (!named) {
      aside.keep('idNumber', person.idNumber)
      aside.keep('phone', person.phone)
    }
    aside.keep('note', note)
    let impersonalList = list.replace(PERSONAL_NUMBER, '…')
    if (person.name.length >= 2) impersonalList = impersonalList.replaceAll(person.name, '…')
    const body: Record<string, unknown> = { list: aside.redact('list', list, impersonalList) }
    if (dueOn !== null) body.dueOn = dueOn
    if (answer !== null) body.answer = answer
    return {
      subject: 'task',
      validOn: issuedOn!,
      observedAt: null,
      reportId: reportId || null,
      address,
      person: named ? person : null,
      pupil: null,
      body,
      privateCells: aside.cells,
    }
  },
}
