import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { normalizeName } from '../rowChecks/normalizeName.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { normalizeStudentNo } from '../rowChecks/normalizeStudentNo.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { dayOfInstant, readInstant } from '../rowChecks/readInstant.ts'
import { readRelation } from '../rowChecks/readRelation.ts'
import { isImplausible, readTemperature } from '../rowChecks/readTemperature.ts'
import { FREE_LENGTH, ID_LENGTH, NAME_LENGTH, NOTE_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'
import { redactPersonal } from '../rowChecks/redactPersonal.ts'

const HEALTH_CODES = ['green', 'yellow', 'red'] as const
/** A row with more is no morning check. */
const MOST_SYMPTOMS = 20
const MOST_HOUSEHOLD = 20
/** What people write where there is nothing to write. */
const NO_SYMPTOM = /^(?:无|没有|没|正常|健康|良好|否|无异常|无症状|无不适|无不适症状|一切正常|身体健康|none|no|normal|healthy|[-/、]+)$/i
const NONE: string[] = []
const WHERE_NOW = ['home', 'school', 'elsewhere'] as const
const CONTACTS = ['none', 'region', 'suspected', 'confirmed'] as const
const SENDERS = ['parent', 'teacher', 'pupil', 'import', 'gate'] as const
const THERMOMETERS = ['forehead', 'armpit', 'ear', 'thermal'] as const
/** A form asks for more than this of nobody. */
const MOST_ANSWERS = 40
const MOST_CHOICES = 20
const ANSWER_KEY = /^[a-z][a-z0-9-]{0,39}$/

/**
 * One pupil's morning check (SchoolRow). Body: `{temperatureCelsius, implausible?, symptoms, symptomsSince?, healthCode?,
 * travelled?, travelledTo?, whereNow?, regionNow?, contact?, household?: [{relation?, healthCode?, travelled?, travelledTo?}],
 * by?, device?, form?, answers?}`, `symptomsSince` as a day number. A temperature that nobody can have is kept and marked.
 */
export const schoolFeed: Feed = {
  name: 'school',
  title: { 'zh-CN': '学校晨检', en: 'School morning check' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const submittedAt = readInstant(row, 'submittedAt', context.now, problems)
    const school = readText(row, 'school', PLACE_LENGTH, true, problems)
    const className = readText(row, 'class', NAME_LENGTH, true, problems)
    const studentNo = normalizeStudentNo(readText(row, 'studentNo', NAME_LENGTH, true, problems))
    const name = normalizeName(readText(row, 'name', NAME_LENGTH, true, problems))
    const temperatureCelsius = readTemperature(row, true, problems)
    const symptoms = readSymptoms(row, name, problems, aside)
    const healthCode = readChoice(row, 'healthCode', HEALTH_CODES, false, problems)
    const travelled = readBoolean(row, 'travelled', problems)
    const household = readHousehold(row, name, problems, aside)
    const symptomsSince = readDay(row, 'symptomsSince', context.today, false, problems)
    const travelledTo = readRegion(row, 'travelledTo', name, problems, aside)
    const whereNow = readChoice(row, 'whereNow', WHERE_NOW, false, problems)
    const regionNow = readRegion(row, 'regionNow', name, problems, aside)
    const contact = readChoice(row, 'contact', CONTACTS, false, problems)
    const by = readChoice(row, 'by', SENDERS, false, problems)
    const device = readChoice(row, 'device', THERMOMETERS, false, problems)
    const form = readText(row, 'form', ID_LENGTH, false, problems)
    const answers = readAnswers(row, name, problems, aside)
    keepAsideAnswers(row, problems, aside)
    const note = readText(row, 'note', NOTE_LENGTH, false, problems)
    if (problems.length > 0) return problems

    aside.keep('note', note)
    const body: Record<string, unknown> = { temperatureCelsius }
    if (isImplausible(temperatureCelsius!)) body.implausible = true
    body.symptoms = symptoms
    if (healthCode !== null) body.healthCode = healthCode
    if (travelled !== null) body.travelled = travelled
    if (household) body.household = household
    if (symptomsSince !== null && symptoms.length > 0) body.symptomsSince = symptomsSince
    if (travelledTo !== '') body.travelledTo = travelledTo
    if (whereNow !== null) body.whereNow = whereNow
    if (regionNow !== '') body.regionNow = regionNow
    if (contact !== null) body.contact = contact
    if (by !== null) body.by = by
    if (device !== null) body.device = device
    if (form !== '') body.form = form
    if (answers) body.answers = answers
    return {
      subject: 'pupil',
      validOn: dayOfInstant(submittedAt!, context.zoneOffsetMinutes),
      observedAt: submittedAt,
      reportId: reportId || null,
      address: null,
      person: { name, idNumber: '', phone: '' },
      pupil: { school, className, studentNo },
      body,
      privateCells: aside.cells,
    }
  },
}

function readSymptoms(row: Record<string, unknown>, name: string, problems: RowProblem[], aside: PrivateCells): string[] {
  const value = row.symptoms
  if (!Array.isArray(value)) {
    problems.push(rowProblem('symptoms', value === undefined || value === null ? 'missing' : 'not-a-list'))
    return NONE
  }
  if (value.length === 0) return NONE
  if (value.length > MOST_SYMPTOMS) {
    problems.push(rowProblem('symptoms', 'too-many'))
    return NONE
  }
  const kept: string[] = []
  const originals: string[] = []
  let changed = false
  for (const item of value) {
    const text = readText({ symptoms: item }, 'symptoms', FREE_LENGTH, false, problems)
    if (text === '' || NO_SYMPTOM.test(text)) continue
    const redacted = redactPersonal(text, [name])
    if (redacted !== text) changed = true
    kept.push(redacted)
    originals.push(text)
  }
  if (changed) aside.keep('symptoms', originals.join('、'))
  return kept
}

function readBoolean(row: Record<string, unknown>, field: string, problems: RowProblem[], named = field): boolean | null {
  const value = row[field]
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'boolean') return value
  problems.push(rowProblem(named, 'not-a-boolean'))
  return null
}

/** A place by name, without what else people write beside it. */
function readRegion(row: Record<string, unknown>, field: string, name: string, problems: RowProblem[], aside: PrivateCells, kept = field): string {
  const text = readText(row, field, FREE_LENGTH, false, problems)
  return text === '' ? '' : aside.redact(kept, text, redactPersonal(text, [name]))
}

/** Answers to the questions that a form of the bureau adds; texts without names and numbers. */
function readAnswers(row: Record<string, unknown>, name: string, problems: RowProblem[], aside: PrivateCells): Record<string, unknown> | null {
  const value = row.answers
  if (value === undefined || value === null) return null
  const record = asRecord(value)
  const keys = record ? Object.keys(record) : []
  if (!record || keys.length > MOST_ANSWERS || !keys.every((key) => ANSWER_KEY.test(key))) {
    problems.push(rowProblem('answers', record ? (keys.length > MOST_ANSWERS ? 'too-many' : 'unknown-value') : 'not-an-object'))
    return null
  }
  const answers: Record<string, unknown> = {}
  for (const key of keys) {
    const answer = record[key]
    if (typeof answer === 'boolean' || (typeof answer === 'number' && Number.isFinite(answer))) answers[key] = answer
    else if (Array.isArray(answer) && answer.length <= MOST_CHOICES) answers[key] = answer.map((choice) => readAnswer(key, choice, name, problems, aside)).filter((text) => text !== '')
    else if (answer !== null && answer !== undefined && answer !== '') answers[key] = readAnswer(key, answer, name, problems, aside)
  }
  return Object.keys(answers).length > 0 ? answers : null
}

/** What was answered in words: to the vault, by its question. */
function keepAsideAnswers(row: Record<string, unknown>, problems: RowProblem[], aside: PrivateCells): void {
  const record = asRecord(row.asideAnswers)
  if (!record) return
  for (const key of Object.keys(record).slice(0, MOST_ANSWERS)) if (ANSWER_KEY.test(key)) aside.keep(`answers.${key}`, readText(record, key, NOTE_LENGTH, false, problems))
}

function readAnswer(key: string, value: unknown, name: string, problems: RowProblem[], aside: PrivateCells): string {
  const text = readText({ answers: value }, 'answers', FREE_LENGTH, false, problems)
  return text === '' ? '' : aside.redact(`answers.${key}`, text, redactPersonal(text, [name]))
}

function readHousehold(row: Record<string, unknown>, name: string, problems: RowProblem[], aside: PrivateCells): Record<string, unknown>[] | null {
  const value = row.household
  if (value === undefined || value === null) return null
  if (!Array.isArray(value) || value.length > MOST_HOUSEHOLD) {
    problems.push(rowProblem('household', Array.isArray(value) ? 'too-many' : 'not-a-list'))
    return null
  }
  const members: Record<string, unknown>[] = []
  value.forEach((item: unknown, index) => {
    const member = asRecord(item)
    if (!member) {
      problems.push(rowProblem('household', 'not-an-object'))
      return
    }
    const found: RowProblem[] = []
    const relation = readText(member, 'relation', NAME_LENGTH, false, found)
    const healthCode = readChoice(member, 'healthCode', HEALTH_CODES, false, found)
    const travelled = readBoolean(member, 'travelled', found)
    const travelledTo = readRegion(member, 'travelledTo', name, found, aside, `household.${index}.travelledTo`)
    for (const problem of found) problems.push(rowProblem('household', problem.code))
    const kept: Record<string, unknown> = {}
    const known = readRelation(`household.${index}.relation`, relation, aside)
    if (known !== '') kept.relation = known
    if (healthCode !== null) kept.healthCode = healthCode
    if (travelled !== null) kept.travelled = travelled
    if (travelledTo !== '') kept.travelledTo = travelledTo
    members.push(kept)
  })
  return members
}
