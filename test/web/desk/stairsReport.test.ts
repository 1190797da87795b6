import { describe, expect, it } from 'vitest'
import { hasPersonalText } from '../../../web/desk/hasPersonalText.ts'
import { STAIRS_ANSWERS, stairsReport } from '../../../web/desk/stairsReport.ts'

describe('stairsReport', () => {
  it('every answer is a report about the unit that may wait in the browser: ids only, nobody\'s name, and what the walker had seen', () => {
    const reports = STAIRS_ANSWERS.map((answer) => stairsReport(answer, 'u1', 7, 'id-1'))
    expect(reports.map(({ kind }) => kind)).toEqual(['visit', 'visit', 'officer', 'mark'])
    for (const report of reports) {
      expect(report).toMatchObject({ unit: 'u1', id: 'id-1', seen: 7 })
      expect(report).not.toHaveProperty('person')
      expect(hasPersonalText(report)).toBe(false)
    }
  })
  it('a sighting says nothing about whereabouts', () => {
    for (const answer of ['at-home', 'nobody'] as const) expect(stairsReport(answer, 'u1', 7, 'id-1')).not.toHaveProperty('state')
  })
})
