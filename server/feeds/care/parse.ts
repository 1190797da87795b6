import { createDeskFeed } from '../createDeskFeed.ts'
import { rowProblem } from '../reasons.ts'
import { readDay } from '../rowChecks/readDay.ts'
import { readFlag } from '../rowChecks/readFlag.ts'
import { isImplausible, readTemperature } from '../rowChecks/readTemperature.ts'
import { FREE_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

/** How far back a day of the log may be filled in. */
const DAYS_BACK = 60

/**
 * One day of health management of a home (DeskReport, kind `care`). Body: `{day, temperatureCelsius?, outing?, unasked?}`;
 * what an outing was for may name somebody and stays in the vault, the body only says that there was one. `unasked`: nobody
 * could be asked that day; the note says why, so that a day is never settled by silence.
 */
export const careFeed = createDeskFeed('care', { 'zh-CN': '健康管理日志', en: 'Health management log' }, ({ row, context, problems, aside }) => {
  const day = readDay(row, 'day', context.today, true, problems, context.today - DAYS_BACK)
  const temperatureCelsius = readTemperature(row, false, problems)
  if (temperatureCelsius !== null && isImplausible(temperatureCelsius)) problems.push(rowProblem('temperatureCelsius', 'out-of-range'))
  const outing = readText(row, 'outing', FREE_LENGTH, false, problems)
  const note = readText(row, 'note', NOTE_LENGTH, false, problems)
  const unasked = readFlag(row, 'unasked', problems)
  if (problems.length === 0) {
    if (unasked && (temperatureCelsius !== null || outing !== '')) problems.push(rowProblem('unasked', 'unknown-value'))
    else if (unasked && note === '') problems.push(rowProblem('note', 'missing'))
    else if (!unasked && temperatureCelsius === null && outing === '') problems.push(rowProblem('temperatureCelsius', 'missing'))
  }
  aside.keep('outing', outing)
  aside.keep('note', note)
  const body: Record<string, unknown> = { day }
  if (temperatureCelsius !== null) body.temperatureCelsius = temperatureCelsius
  if (outing !== '') body.outing = true
  if (unasked) body.unasked = true
  return body
})
