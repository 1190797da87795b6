import type { RunningService } from '../../../server/createService.ts'
import type { RowKind } from '../../../server/feeds/rows.ts'
import { CAMPUSES, classOf, FAMILY, HOMES, homeOf, PUPILS, schoolOf, STAFF, studentNoOf } from './district.ts'

const ROWS_A_BATCH = 2_000

/** Homes, families, pupils and staff of the district, through the pipeline like every report. Throws when a row is rejected. */
export async function layDistrict(service: RunningService): Promise<void> {
  const lay = async (kind: RowKind, count: number, rowOf: (index: number) => object): Promise<void> => {
    for (let start = 0; start < count; start += ROWS_A_BATCH) {
      const rows = Array.from({ length: Math.min(ROWS_A_BATCH, count - start) }, (_, index) => rowOf(start + index))
      const { rejected } = await service.accept(kind, rows, 'bench')
      if (rejected.length > 0) throw new Error(`morning: ${kind} ${rejected[0].field} ${rejected[0].code}`)
    }
  }
  await lay('units', HOMES, (home) => ({ committee: `第${home % 32}居委会`, ...homeOf(home), tenure: 'owned' }))
  await lay('residents', FAMILY, (person) => ({ ...homeOf(person), name: `家人${person}`, phone: `1${String(3_000_000_000 + person)}` }))
  await lay('roster', PUPILS, (pupil) => {
    const { compound, building, room } = homeOf(pupil)
    return { school: schoolOf(pupil), ...classOf(pupil), studentNo: studentNoOf(pupil), name: `学生${pupil}`, guardianPhone: `1${String(3_000_000_000 + pupil)}`, address: `${compound}${building}${room}室` }
  })
  await lay('roster', STAFF, (person) => ({ school: `第${person % CAMPUSES}小学`, class: '教职工', studentNo: `T${person}`, name: `老师${person}`, kind: 'staff' }))
}
