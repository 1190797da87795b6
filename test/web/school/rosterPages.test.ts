import { describe, expect, it } from 'vitest'
import { readSheet } from '../../../server/feeds/sheet/readSheet.ts'
import { addMonths, monthGrid, weekdayOf } from '../../../web/school/monthGrid.ts'
import { pupilSheet } from '../../../web/school/pupilSheet.ts'

describe('a roster of one', () => {
  it('is read as what was typed, whatever signs are in it', async () => {
    const pupil = { school: '测试小学', grade: '一年级', class: '一(1)班', studentNo: '2020001', name: '欧阳 "小"明', idNumber: '', guardianName: '=妈妈', guardianPhone: '10000000001', address: '测试一村1号201室, 东' }
    const { reading } = await readSheet('roster', new TextEncoder().encode(pupilSheet(pupil)), 'pupil.csv', { zoneOffset: '+08:00', defaultYear: 2020 })
    const { idNumber, ...said } = pupil
    expect([idNumber, reading.rows.map(({ row, problems }) => [row, problems])]).toEqual(['', [[said, []]]])
  })
})

describe('a month', () => {
  it('stands in weeks from Monday to Sunday, each of its days once', () => {
    for (const month of ['2020-02', '2020-06', '2021-02', '2020-12']) {
      const weeks = monthGrid(month)
      const days = weeks.flat().filter((day) => day !== null)
      expect(days.length).toBe(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate())
      expect([new Set(days).size, weeks.every((week) => week.length === 7 && week.some(Boolean)), days.every((day) => weeks.some((week) => week[weekdayOf(day) - 1] === day))]).toEqual([days.length, true, true])
    }
  })
  it('is followed by the next, over the years', () => expect([addMonths('2020-12', 1), addMonths('2020-01', -1), addMonths('2020-01', 13)]).toEqual(['2021-01', '2019-12', '2021-02']))
})
