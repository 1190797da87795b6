import { nameOfCampus } from '../../../merge/nameOfCampus.ts'
import type { SchoolRow } from '../../rows.ts'
import { parseClassName } from '../cells/parseClassName.ts'
import { parseHealthCode } from '../cells/parseHealthCode.ts'
import { parseHousemates } from '../cells/parseHousemates.ts'
import { parseInstant } from '../cells/parseInstant.ts'
import { parseSymptoms } from '../cells/parseSymptoms.ts'
import { parseTemperature } from '../cells/parseTemperature.ts'
import { parseTravel } from '../cells/parseTravel.ts'
import type { SheetCells } from './SheetCells.ts'

/**
 * One pupil's health check. A temperature or time that cannot be read keeps the row out; whether the temperature is
 * plausible is judged later. The answers about the home become one entry, or one per colour named.
 */
export function readSchoolRow(cells: SheetCells): SchoolRow {
  const submittedAt = parseInstant(cells.cell('submittedAt'), { ...cells.dates, zoneOffset: cells.zoneOffset })
  if (submittedAt === null) cells.addProblem('submittedAt', 'submittedAt', cells.text('submittedAt') === '' ? 'missing' : 'not-an-instant')
  const school = nameOfCampus(cells.requiredText('school'), cells.text('campus'))
  const { className } = parseClassName(cells.requiredText('class'), cells.text('grade'))
  const studentNo = cells.requiredText('studentNo').replace(/^'/, '')
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
  const note = cells.note()
  return {
    submittedAt: submittedAt ?? '',
    school,
    class: className,
    studentNo,
    name,
    temperatureCelsius: temperatureCelsius ?? Number.NaN,
    symptoms: parseSymptoms(cells.text('symptoms')),
    ...(healthCode === undefined ? {} : { healthCode }),
    ...travel,
    ...(household === undefined ? {} : { household }),
    ...(note === undefined ? {} : { note }),
  }
}
