import { nameOfCampus } from '../../../merge/nameOfCampus.ts'
import type { SchoolRow } from '../../rows.ts'
import { parseContact } from '../cells/parseContact.ts'
import { parseDate } from '../cells/parseDate.ts'
import { parseHealthCode } from '../cells/parseHealthCode.ts'
import { parseHousemates } from '../cells/parseHousemates.ts'
import { parseInstant } from '../cells/parseInstant.ts'
import { parseSymptoms } from '../cells/parseSymptoms.ts'
import { parseTemperature } from '../cells/parseTemperature.ts'
import { parseThermometer } from '../cells/parseThermometer.ts'
import { parseTravel } from '../cells/parseTravel.ts'
import { parseWhereNow } from '../cells/parseWhereNow.ts'
import { readClassAndNumber } from './readClassAndNumber.ts'
import type { SheetCells } from './SheetCells.ts'

/**
 * One pupil's health check. A temperature or time that cannot be read keeps the row out; whether the temperature is
 * plausible is judged later. The answers about the home become one entry, or one per colour named.
 */
export function readSchoolRow(cells: SheetCells): SchoolRow {
  const submittedAt = parseInstant(cells.cell('submittedAt'), { ...cells.dates, zoneOffset: cells.zoneOffset })
  if (submittedAt === null) cells.addProblem('submittedAt', 'submittedAt', cells.text('submittedAt') === '' ? 'missing' : 'not-an-instant')
  const school = nameOfCampus(cells.requiredText('school'), cells.text('campus'))
  const { className, studentNo } = readClassAndNumber(cells)
  const name = cells.requiredText('name')
  const temperatureCelsius = parseTemperature(cells.cell('temperatureCelsius'))
  if (temperatureCelsius === null) {
    cells.addProblem('temperatureCelsius', 'temperatureCelsius', cells.text('temperatureCelsius') === '' ? 'missing' : 'not-a-number')
  }
  const healthCode = cells.optional('healthCode', parseHealthCode)
  // 无 is an answer here, so placeholders are not passed over.
  const travel = parseTravel(cells.text('travelled'), cells.text('travelledTo'))
  const homeTravel = parseTravel(cells.text('householdTravelled'), cells.text('householdTravelledTo'))
  const housemates = cells.optional('householdHealthCode', parseHousemates) ?? (homeTravel.travelled === undefined ? undefined : [{}])
  const household = housemates?.map((housemate) => ({ ...housemate, ...homeTravel }))
  const device = cells.optional('device', parseThermometer) ?? parseThermometer(cells.header('temperatureCelsius'))
  const symptomsSince = cells.optional('symptomsSince', (_text, cell) => {
    const sentOn = submittedAt?.slice(0, 10) ?? ''
    const day = parseDate(cell, { ...cells.dates, ...(sentOn !== '' && { defaultYear: Number(sentOn.slice(0, 4)) }) })
    return day !== null && day <= sentOn ? day : null
  })
  const where = parseWhereNow(cells.optionalText('whereNow') ?? '')
  // 无 is an answer here, too.
  const contact = parseContact(cells.text('contact'), cells.header('contact')) ?? cells.optional<never>('contact', () => null)
  const note = cells.note()
  return {
    submittedAt: submittedAt ?? '',
    school,
    class: className,
    studentNo,
    name,
    temperatureCelsius: temperatureCelsius ?? Number.NaN,
    symptoms: parseSymptoms(cells.text('symptoms')),
    ...(symptomsSince === undefined ? {} : { symptomsSince }),
    ...(device === null ? {} : { device }),
    ...where,
    ...(contact === undefined ? {} : { contact }),
    ...(healthCode === undefined ? {} : { healthCode }),
    ...travel,
    ...(household === undefined ? {} : { household }),
    ...(note === undefined ? {} : { note }),
  }
}
