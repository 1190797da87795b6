import { expect, it } from 'vitest'
import { REASON_CODES, rowProblem } from '../../../server/feeds/reasons.ts'

it.each(REASON_CODES)('%s is worded in both languages', (code) => {
  const { reason } = rowProblem('returnedOn', code)
  expect(reason['zh-CN']).toMatch(/^[^a-zA-Z]+$/)
  expect(reason.en).toMatch(/^["A-Z]/)
})

it('names the field as people do', () => {
  expect(rowProblem('returnedOn', 'no-such-date', '2020-02-30').reason).toEqual({ 'zh-CN': '「返沪日期」没有这一天：2020-02-30', en: '"Return date" is a day that does not exist: 2020-02-30' })
})

it.each(['张三', '13831014375', '5888123', '2020-02-30 张', 'Smith', '三'.repeat(13)])('never quotes what may be personal: %s', (cell) => {
  const { reason } = rowProblem('returnedOn', 'not-a-date', cell)
  expect(reason['zh-CN'] + reason.en).not.toContain(cell)
})
