import { describe, expect, it } from 'vitest'
import { rosterFeed } from '../../../../server/feeds/roster/parse.ts'
import type { ParseContext, ParsedReport } from '../../../../server/packs/pack.ts'
import { dayFromText } from '../../../../server/protocol/day.ts'
import { createRosterRow } from '../../../fixtures/createTestService.ts'

const context: ParseContext = { today: dayFromText('2020-02-16')!, now: Date.UTC(2020, 1, 16, 4), zoneOffsetMinutes: 480 }
const placeOf = (row: object): (string | undefined)[] => {
  const { pupil, body } = rosterFeed.parse(row, context) as ParsedReport
  return [body.grade as string | undefined, pupil!.className]
}

describe('class and grade of a line', () => {
  it.each([
    ['一年级', '1班', '一年级', '一(1)班'], ['二年级', '1班', '二年级', '二(1)班'], ['1年级', '（1）', '一年级', '一(1)班'], ['大班', '1班', '大班', '大(1)班'], ['初二', '初二3班', '初二', '初二(3)班'],
    [undefined, '一年级（2）班', '一年级', '一(2)班'], [undefined, '1班', undefined, '1班'], [undefined, '大班', undefined, '大班'],
  ])('%s, %s are %s, %s, as in files', (grade, name, wantedGrade, wanted) => {
    expect(placeOf(createRosterRow(1, { grade, class: name }))).toEqual([wantedGrade, wanted])
    expect(placeOf(createRosterRow(1, { grade: wantedGrade, class: wanted }))).toEqual([wantedGrade, wanted])
  })

  it.each([
    ['二年级', '1班', '二年级', '二(1)班'], ['2年级', '二年级1班', '二年级', '二(1)班'], ['六年级', '预初(1)班', '六年级', '预初(1)班'], ['', '二(1)班', '二年级', '二(1)班'], ['', '103班', '一年级', '一(3)班'], ['', '国际部A班', undefined, '国际部A班'],
  ])('whoever is moved to %s, %s is in %s, %s: a grade that was given stands', (grade, name, wantedGrade, wanted) =>
    expect(placeOf({ student: 's1', grade, class: name })).toEqual([wantedGrade, wanted]))

  it('staff are in no grade and one group', () => {
    expect(placeOf(createRosterRow(1, { class: '1班', kind: 'staff' }))).toEqual([undefined, '教职工'])
  })
})
