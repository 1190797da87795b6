import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { GATE_REASONS } from '../../protocol/gate.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { normalizeStudentNo } from '../rowChecks/normalizeStudentNo.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { readFlag } from '../rowChecks/readFlag.ts'
import { dayOfInstant, readInstant } from '../rowChecks/readInstant.ts'
import { isImplausible, readTemperature } from '../rowChecks/readTemperature.ts'
import { ID_LENGTH, NAME_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'
import { carriesImage } from './carriesImage.ts'

export const DIRECTIONS = ['in', 'out'] as const
/** Where it was measured: an armpit is warmer than a forehead in the wind. */
export const SITES = ['forehead', 'armpit', 'thermal'] as const
export const DECISIONS = ['allowed', 'stopped'] as const

/**
 * One reading or pass at a school gate (GateRow). Body: `{device, direction?, temperatureCelsius?, implausible?, site?,
 * second?, decision?, reason?, deviceAt?}`. A card or a face's number is only looked up and never logged; a row that
 * carries a picture is refused. Without any number it is a reading of somebody nobody has recognised.
 */
export const gateFeed: Feed = {
  name: 'gate',
  title: { 'zh-CN': '校门测温', en: 'School gate' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    // Before anything else is looked at, and whatever the rest is like.
    if (carriesImage(row) !== null) return [rowProblem('', 'image-not-taken')]
    const problems: RowProblem[] = []
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const measuredAt = readInstant(row, 'measuredAt', context.now, problems)
    const device = readText(row, 'device', NAME_LENGTH, true, problems)
    const school = readText(row, 'school', PLACE_LENGTH, true, problems)
    const studentNo = normalizeStudentNo(readText(row, 'studentNo', NAME_LENGTH, false, problems))
    const card = readText(row, 'card', NAME_LENGTH, false, problems)
    const student = readText(row, 'student', NAME_LENGTH, false, problems)
    const temperatureCelsius = readTemperature(row, false, problems)
    const direction = readChoice(row, 'direction', DIRECTIONS, false, problems)
    const site = readChoice(row, 'site', SITES, false, problems)
    const second = readFlag(row, 'second', problems)
    const decision = readChoice(row, 'decision', DECISIONS, false, problems)
    const reason = readChoice(row, 'reason', GATE_REASONS, false, problems)
    const deviceAt = row.deviceAt
    if (deviceAt !== undefined && deviceAt !== null && !Number.isSafeInteger(deviceAt)) problems.push(rowProblem('deviceAt', 'not-a-number'))
    const isSomebody = studentNo !== '' || card !== '' || student !== ''
    // Without a number and without a temperature it says that a door opened.
    if (!isSomebody && temperatureCelsius === null) problems.push(rowProblem('studentNo', 'missing'))
    if (problems.length > 0) return problems
    const body: Record<string, unknown> = { device }
    if (direction !== null) body.direction = direction
    if (temperatureCelsius !== null) {
      body.temperatureCelsius = temperatureCelsius
      if (isImplausible(temperatureCelsius)) body.implausible = true
      if (site !== null) body.site = site
    }
    if (second) body.second = true
    if (decision !== null) body.decision = decision
    if (reason !== null) body.reason = reason
    if (typeof deviceAt === 'number') body.deviceAt = deviceAt
    return {
      subject: 'pupil',
      validOn: dayOfInstant(measuredAt!, context.zoneOffsetMinutes),
      observedAt: measuredAt,
      reportId: reportId || null,
      address: null,
      person: null,
      pupil: { school, className: '', studentNo, ...(card && { card }), ...(student && { student }) },
      body,
      privateCells: null,
    }
  },
}
