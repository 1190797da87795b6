import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findClusters } from '../../../server/packs/findClusters.ts'

const COUGH = 1 << 1
const VOMITING = 1 << 5
const OTHER = 1 << 15
const find = (...sightings: [student: number, day: number, symptoms: number][]) => findClusters(sightings.map(([student, day, symptoms]) => ({ student, day, symptoms })), 10, 3, 3, ~OTHER)

it('three pupils with one symptom within three days are a cluster', () => {
  expect(find([1, 8, COUGH], [2, 9, COUGH], [3, 10, COUGH | VOMITING])).toEqual([{ bit: 1, students: [1, 2, 3] }])
})
it.each([
  ['two pupils', [[1, 9, COUGH], [2, 10, COUGH]]],
  ['one pupil three times', [[1, 8, COUGH], [1, 9, COUGH], [1, 10, COUGH]]],
  ['four days', [[1, 7, COUGH], [2, 9, COUGH], [3, 10, COUGH]]],
  ['later ones', [[1, 9, COUGH], [2, 10, COUGH], [3, 11, COUGH]]],
  ['different symptoms', [[1, 9, COUGH], [2, 10, COUGH], [3, 10, VOMITING]]],
  ['what has no word', [[1, 9, OTHER], [2, 10, OTHER], [3, 10, OTHER]]],
] as [string, [number, number, number][]][])('%s are none', (_, sightings) => expect(find(...sightings)).toEqual([]))

it('says what counting by hand says, in whatever order', () => {
  const sighting = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 6, max: 12 }), fc.integer({ min: 0, max: 0xffff }))
  fc.assert(fc.property(fc.array(sighting, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), (rows, pupils, days) => {
    const sightings = rows.map(([student, day, symptoms]) => ({ student, day, symptoms }))
    const found = findClusters(sightings, 10, pupils, days, 0x7fff)
    for (let bit = 0; bit < 16; bit++) {
      const students = new Set(sightings.filter(({ day, symptoms }) => day <= 10 && day > 10 - days && symptoms & (1 << bit)).map(({ student }) => student))
      const expected = bit < 15 && students.size >= pupils ? [...students].sort((a, b) => a - b) : undefined
      expect(found.find((each) => each.bit === bit)?.students).toEqual(expected)
    }
  }))
})
