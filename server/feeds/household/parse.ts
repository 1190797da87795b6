import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readAddress } from '../rowChecks/readAddress.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readPerson } from '../rowChecks/readPerson.ts'
import { FREE_LENGTH, ID_LENGTH, NAME_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'
import { redactPersonal } from '../rowChecks/redactPersonal.ts'

export const STATES = ['stayed', 'not-returned', 'unreached', 'returned', 'vacant'] as const
export const CONDITIONS = ['confirmed', 'suspected', 'close-contact', 'central-quarantine'] as const
export const HEALTH_CODES = ['green', 'yellow', 'red'] as const
/** A release may be planned this many days ahead; more is a slip. */
const RELEASE_AHEAD_DAYS = 60

/**
 * One row of a return register (HouseholdRow). Body: `{state, origin?, transit?, departedOn?, returnedOn?, releasedOn?, condition?,
 * healthCode?}`, days as day numbers. Without a name it is about the whole unit; so is a vacant home, whose name can only
 * be an owner's and goes to the vault. A return later than the register date is an expected one and accepted up to today.
 */
export const householdFeed: Feed = {
  name: 'household',
  title: { 'zh-CN': '住户登记', en: 'Household register' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const registeredOn = readDay(row, 'registeredOn', context.today, true, problems)
    const address = readAddress(row, problems)
    const person = readPerson(row, false, problems, aside)
    const state = readChoice(row, 'state', STATES, true, problems)
    const origin = readText(row, 'origin', FREE_LENGTH, false, problems)
    const transit = readText(row, 'transit', FREE_LENGTH, false, problems)
    const transport = readText(row, 'transport', NAME_LENGTH, false, problems)
    const departedOn = readDay(row, 'departedOn', context.today, false, problems)
    const returnedOn = readDay(row, 'returnedOn', context.today, false, problems)
    const releasedOn = readDay(row, 'releasedOn', context.today + RELEASE_AHEAD_DAYS, false, problems)
    const condition = readChoice(row, 'condition', CONDITIONS, false, problems)
    const healthCode = readChoice(row, 'healthCode', HEALTH_CODES, false, problems)
    const note = readText(row, 'note', NOTE_LENGTH, false, problems)

    if (state === 'returned') {
      if (person.name === '' && !problems.some((problem) => problem.field === 'name')) problems.push(rowProblem('name', 'required-for-returned'))
      if (returnedOn === null && !problems.some((problem) => problem.field === 'returnedOn')) problems.push(rowProblem('returnedOn', 'required-for-returned'))
    }
    if (departedOn !== null && returnedOn !== null && returnedOn < departedOn) problems.push(rowProblem('returnedOn', 'date-order'))
    if (releasedOn !== null && returnedOn !== null && releasedOn < returnedOn) problems.push(rowProblem('releasedOn', 'date-order'))
    if (problems.length > 0) return problems

    const aboutUnit = person.name === '' || state === 'vacant'
    if (aboutUnit) {
      aside.keep('name', person.name)
      aside.keep('idNumber', person.idNumber)
      aside.keep('phone', person.phone)
    }
    aside.keep('note', note)
    // A train has a seat and a car a plate: the words go to the vault.
    aside.keep('transport', transport)
    const names = person.name === '' ? [] : [person.name]
    // The order of the keys is the order in which the body is written: equal content gives equal text.
    const body: Record<string, unknown> = { state }
    if (origin !== '') body.origin = aside.redact('origin', origin, redactPersonal(origin, names))
    if (transit !== '') body.transit = aside.redact('transit', transit, redactPersonal(transit, names))
    if (departedOn !== null) body.departedOn = departedOn
    if (returnedOn !== null) body.returnedOn = returnedOn
    if (releasedOn !== null) body.releasedOn = releasedOn
    if (condition !== null) body.condition = condition
    if (healthCode !== null) body.healthCode = healthCode
    return {
      subject: aboutUnit ? 'unit' : 'person',
      validOn: registeredOn!,
      observedAt: null,
      reportId: reportId || null,
      address,
      person: aboutUnit ? null : person,
      pupil: null,
      body,
      privateCells: aside.cells,
    }
  },
}
