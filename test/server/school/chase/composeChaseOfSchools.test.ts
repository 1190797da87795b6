import fc from 'fast-check'
import { expect, it } from 'vitest'
import { composeChaseOfSchools } from '../../../../server/school/chase/composeChaseOfSchools.ts'

const WHEN = { day: 18365, minute: 440, cutOffMinute: 450 }
const school = (name: string, missing: number, staffMissing = 0) => ({ school: name, missing, staffMissing, parts: missing > 0 ? [{ name: '一(1)班', missing }] : [] })

it('a line a school, most missing first, with its classes', () => {
  const schools = [school('浦南小学', 2), school('云川中学', 9, 1), school('江湾小学', 0, 3)]
  expect(composeChaseOfSchools(schools, WHEN, 'zh-CN', 18_000).split('\n')).toEqual([
    '【晨检提醒】2020-04-13 3 所学校：截至 07:20，还有 11 人未填报，教职工 4 人（07:30 截止）。', '云川中学 9 人，教职工 1 人（一(1)班 9 人）', '浦南小学 2 人（一(1)班 2 人）', '江湾小学 0 人，教职工 3 人',
  ])
  expect(composeChaseOfSchools(schools, WHEN, 'en', 18_000).split('\n').slice(0, 2)).toEqual(['[Health check 2020-04-13] 3 schools: at 07:20, 11 have not reported, staff 4 (cut-off 07:30).', '云川中学 9, staff 1 (一(1)班 9)'])
})

it('however many they are, it is no longer than is taken, and no school is lost from the count', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 199 }), fc.integer({ min: 1, max: 900 }), (count, missing) => {
    const said = composeChaseOfSchools(Array.from({ length: count }, (_, n) => school(`第${n + 1}实验小学（东校区）`, missing)), WHEN, 'zh-CN', 2_048)
    expect(Buffer.byteLength(said)).toBeLessThanOrEqual(2_048)
    const lines = said.split('\n').slice(1)
    const rest = Number(/^另有 (\d+) 所学校/.exec(lines.at(-1)!)?.[1] ?? 0)
    expect(lines.length - (rest > 0 ? 1 : 0) + rest).toBe(count)
    expect(said).toContain(`还有 ${count * missing} 人未填报`)
  }))
})
