import { CONDITIONS, HEALTH_CODES, STATES } from '../household/parse.ts'
import { createDeskFeed } from '../createDeskFeed.ts'
import { rowProblem } from '../reasons.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readFlag } from '../rowChecks/readFlag.ts'
import { FREE_LENGTH, NAME_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'
import { readSettles } from '../rowChecks/readSettles.ts'
import { redactPersonal } from '../rowChecks/redactPersonal.ts'

/**
 * An officer's word about a person or a whole unit (DeskReport, kind `officer`), valid on the day it is given. Body:
 * `{state, origin?, transit?, departedOn?, returnedOn?, transport?, releasedOn?, condition?, healthCode?, settled?, settles?}`, days as day numbers.
 * `settled` closes a contradiction; `settles` names the self-report that it confirms; a release (`releasedOn`) is never later than today: it is confirmed, not planned.
 */
export const officerFeed = createDeskFeed('officer', { 'zh-CN': '工作人员登记', en: "Officer's report" }, ({ row, context, problems, aside, newPerson }) => {
  const state = readChoice(row, 'state', STATES, true, problems)
  const origin = readText(row, 'origin', FREE_LENGTH, false, problems)
  const transit = readText(row, 'transit', FREE_LENGTH, false, problems)
  const transport = readText(row, 'transport', NAME_LENGTH, false, problems)
  const departedOn = readDay(row, 'departedOn', context.today, false, problems)
  const returnedOn = readDay(row, 'returnedOn', context.today, false, problems)
  const releasedOn = readDay(row, 'releasedOn', context.today, false, problems)
  const condition = readChoice(row, 'condition', CONDITIONS, false, problems)
  const healthCode = readChoice(row, 'healthCode', HEALTH_CODES, false, problems)
  const settled = readFlag(row, 'settled', problems)
  const settles = readSettles(row, problems)
  const note = readText(row, 'note', NOTE_LENGTH, false, problems)
  if (state === 'returned' && returnedOn === null && !problems.some(({ field }) => field === 'returnedOn')) problems.push(rowProblem('returnedOn', 'required-for-returned'))
  if (releasedOn !== null && state !== 'returned') problems.push(rowProblem('releasedOn', 'unknown-value'))
  if (releasedOn !== null && returnedOn !== null && releasedOn < returnedOn) problems.push(rowProblem('releasedOn', 'date-order'))
  if (departedOn !== null && returnedOn !== null && returnedOn < departedOn) problems.push(rowProblem('returnedOn', 'date-order'))
  aside.keep('note', note)
  const names = newPerson ? [newPerson.name] : []
  const body: Record<string, unknown> = { state }
  if (origin !== '') body.origin = aside.redact('origin', origin, redactPersonal(origin, names))
  if (transit !== '') body.transit = aside.redact('transit', transit, redactPersonal(transit, names))
  // A train has a seat and a car a plate: the words go to the vault.
  aside.keep('transport', transport)
  if (departedOn !== null) body.departedOn = departedOn
  if (returnedOn !== null) body.returnedOn = returnedOn
  if (releasedOn !== null) body.releasedOn = releasedOn
  if (condition !== null) body.condition = condition
  if (healthCode !== null) body.healthCode = healthCode
  if (settled) body.settled = true
  if (settles !== null) body.settles = settles
  return body
}, { personRequired: ({ state }) => state === 'returned' })
