import { describe, expect, it } from 'vitest'
import { suggestTarget } from '../../../../../server/desk/reports/form/suggestTarget.ts'
import { reportRules } from '../../../../../server/packs/epidemic/reportRules.ts'

const COMMITTEES = [{ id: 'n1', name: '测试一居委会' }]
const HEADS = ['居委', '当日返沪人数', '测试一居委会']
const suggest = (left: string[], above: string[], isBeside = true) => suggestTarget(reportRules.figures, COMMITTEES, { left, above, isBeside }, HEADS)

describe('a guess at a cell of a form', () => {
  it('of a line that speaks for itself is the figure of the whole area, whatever stands above', () => {
    expect(suggest(['空关户数'], ['当日返沪人数'])).toMatchObject({ figure: 'vacant', in: 'units', place: 'all', when: 'today' })
    expect(suggest(['昨日累计解除人数'], [])).toMatchObject({ in: 'people', place: 'all', when: 'yesterday' })
  })

  it('of a sheet without committees is told by row and column together', () => {
    const target = suggestTarget(reportRules.figures, COMMITTEES, { left: ['返沪'], above: ['昨日新增人数'], isBeside: true }, ['返沪', '昨日新增人数'])
    expect(target).toMatchObject({ in: 'people', place: 'all', when: 'yesterday' })
  })

  it('of a table is the head of its column and the committee of its row, and none where neither says so', () => {
    expect(suggest(['测试一居委会'], ['当日返沪人数'])).toMatchObject({ in: 'people', place: 'n1', when: 'today' })
    expect([suggest(['空关户数'], ['当日返沪人数'], false), suggest(['备注'], []), suggest(['填报单位:'], [])]).toEqual([null, null, null])
  })
})
