import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { redactPersonal } from '../rowChecks/redactPersonal.ts'
import { FREE_LENGTH, ID_LENGTH, NAME_LENGTH, readText } from '../rowChecks/readText.ts'

/** No street has more masks or gives more to one household. */
const MOST_MASKS = 10_000_000
const MOST_A_HOUSEHOLD = 100
/** A district's committees. */
const MOST_PLACES = 500
/** Epoch ms: 2019 to 2100. */
const INSTANTS = [1_546_300_800_000, 4_102_444_800_000] as const

/**
 * A round of masks, opened or changed by the street (a row `{id?, round?, name, opensAt, closesAt, quantity, perHousehold,
 * pickUp?, places?}`, instants in epoch ms; with `round` it changes that one). `places`: ids of the places it is opened for; none is
 * everywhere. Body: the same, and `closesOn` as a day number.
 *
 * Rounds are entries of the log and not a table of their own: what was open and how much of it there was, at any moment,
 * is then answered by the log alone, like everything else, and a booking can be judged in the transaction that keeps it.
 */
export const roundsFeed: Feed = {
  name: 'rounds',
  title: { 'zh-CN': '口罩预约轮次', en: 'Rounds of masks' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const round = readText(row, 'round', ID_LENGTH, false, problems)
    const name = readText(row, 'name', NAME_LENGTH, true, problems)
    const pickUp = readText(row, 'pickUp', FREE_LENGTH, false, problems)
    const opensAt = readWhole(row, 'opensAt', INSTANTS[0], INSTANTS[1], problems)
    const closesAt = readWhole(row, 'closesAt', INSTANTS[0], INSTANTS[1], problems)
    const quantity = readWhole(row, 'quantity', 1, MOST_MASKS, problems)
    const perHousehold = readWhole(row, 'perHousehold', 1, MOST_A_HOUSEHOLD, problems)
    const places = readPlaces(row, problems)
    if (problems.length === 0 && closesAt <= opensAt) problems.push(rowProblem('closesAt', 'date-order'))
    if (problems.length > 0) return problems
    const closesOn = Math.floor((closesAt + context.zoneOffsetMinutes * 60_000) / 86_400_000)
    return {
      subject: 'unit', validOn: context.today, observedAt: null, reportId: reportId || null, address: null, person: null, pupil: null, privateCells: null,
      // Everybody may read a round's words: no officer's number or name in them.
      body: { ...(round === '' ? {} : { round }), name: redactPersonal(name, []), pickUp: redactPersonal(pickUp, []), opensAt, closesAt, closesOn, quantity, perHousehold, ...(places.length > 0 && { places }) },
    }
  },
}

/** Ids of places; whether they are there is judged where the round is written. */
function readPlaces(row: Record<string, unknown>, problems: RowProblem[]): string[] {
  const { places } = row
  if (places === undefined || places === null) return []
  if (!Array.isArray(places) || places.some((place) => typeof place !== 'string' || !/^n[0-9a-z]{1,8}$/.test(place))) problems.push(rowProblem('places', 'unknown-value'))
  else if (places.length > MOST_PLACES) problems.push(rowProblem('places', 'too-many'))
  else return [...new Set(places as string[])]
  return []
}

function readWhole(row: Record<string, unknown>, field: string, least: number, most: number, problems: RowProblem[]): number {
  const value = row[field]
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return value as number
  problems.push(rowProblem(field, value === undefined || value === null || value === '' ? 'missing' : typeof value === 'number' ? 'out-of-range' : 'not-a-number'))
  return 0
}
