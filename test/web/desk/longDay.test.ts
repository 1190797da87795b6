import { expect, it } from 'vitest'
import { longDay } from '../../../web/desk/longDay.ts'

it('a paper\'s day has its year', () => {
  expect([longDay('2020-02-14', 'zh-CN'), longDay('2020-02-14', 'en'), longDay(null, 'en'), longDay('', 'zh-CN')]).toEqual(['2020年2月14日', '14 February 2020', '', ''])
})
