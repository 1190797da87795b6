import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { normalizeStudentNo } from '../rowChecks/normalizeStudentNo.ts'
import { dayOfInstant, readInstant } from '../rowChecks/readInstant.ts'
import { isImplausible, readTemperature } from '../rowChecks/readTemperature.ts'
import { ID_LENGTH, NAME_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'

/** One reading of a device at a school gate (GateRow). Body: `{device, temperatureCelsius?, implausible?}`. */
export const gateFeed: Feed = {
  name: 'gate',
  title: { 'zh-CN': '校门测温', en: 'School gate' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const measuredAt = readInstant(row, 'measuredAt', context.now, problems)
    const device = readText(row, 'device', NAME_LENGTH, true, problems)
    const school = readText(row, 'school', PLACE_LENGTH, true, problems)
    const studentNo = normalizeStudentNo(readText(row, 'studentNo', NAME_LENGTH, true, problems))
    const temperatureCelsius = readTemperature(row, false, problems)
    if (problems.length > 0) return problems
    const body: Record<string, unknown> = { device }
    if (temperatureCelsius !== null) {
      body.temperatureCelsius = temperatureCelsius
      if (isImplausible(temperatureCelsius)) body.implausible = true
    }
    return {
      subject: 'pupil',
      validOn: dayOfInstant(measuredAt!, context.zoneOffsetMinutes),
      observedAt: measuredAt,
      reportId: reportId || null,
      address: null,
      person: null,
      pupil: { school, className: '', studentNo },
      body,
      privateCells: null,
    }
  },
}
