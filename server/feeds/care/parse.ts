import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { deskReport } from '../rowChecks/deskReport.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readSubject } from '../rowChecks/readSubject.ts'
import { isImplausible, readTemperature } from '../rowChecks/readTemperature.ts'
import { FREE_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

/** How far back a day of the log may be filled in. */
const DAYS_BACK = 60

/**
 * One day of health management of a home (DeskReport, kind `care`). Body: `{day, temperatureCelsius?, outing?}`; what an
 * outing was for may name somebody and stays in the vault, the body only says that there was one.
 */
export const careFeed: Feed = {
  name: 'care',
  title: { 'zh-CN': '健康管理日志', en: 'Health management log' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const subject = readSubject(row, false, problems, aside)
    const day = readDay(row, 'day', context.today, true, problems, context.today - DAYS_BACK)
    const temperatureCelsius = readTemperature(row, false, problems)
    if (temperatureCelsius !== null && isImplausible(temperatureCelsius)) problems.push(rowProblem('temperatureCelsius', 'out-of-range'))
    const outing = readText(row, 'outing', FREE_LENGTH, false, problems)
    const note = readText(row, 'note', NOTE_LENGTH, false, problems)
    if (temperatureCelsius === null && outing === '' && note === '' && problems.length === 0) problems.push(rowProblem('temperatureCelsius', 'missing'))
    if (problems.length > 0) return problems
    aside.keep('outing', outing)
    aside.keep('note', note)
    const body: Record<string, unknown> = { day }
    if (temperatureCelsius !== null) body.temperatureCelsius = temperatureCelsius
    if (outing !== '') body.outing = true
    return deskReport(subject, context.today, body, aside)
  },
}
