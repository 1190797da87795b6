import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gatherHomes } from '../../../../server/school/alerts/gatherHomes.ts'

describe('gatherHomes', () => {
  it('puts a home’s lines where its first stands, and leaves whoever is alone alone', () => {
    const homes = new Map([[5, 'a'], [2, 'b'], [9, 'a'], [4, 'c']])
    expect(gatherHomes([5, 7, 2, 9, 8, 4], (line) => homes.get(line) ?? null)).toEqual([
      { line: 5, lead: 5 }, { line: 9, lead: 5 }, { line: 7, lead: null }, { line: 2, lead: null }, { line: 8, lead: null }, { line: 4, lead: null },
    ])
  })

  it('loses and doubles nothing, parts no home, and never puts a home’s first one behind what it stood before', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), (lines, count) => {
      const homeOf = (line: number): string | null => (line % (count + 1) === 0 ? null : String(line % (count + 1)))
      const gathered = gatherHomes(lines, homeOf)
      expect(gathered.map(({ line }) => line).sort((a, b) => a - b)).toEqual([...lines].sort((a, b) => a - b))
      const places = gathered.map(({ line }, at) => homeOf(line) ?? `alone ${at}`)
      expect(new Set(places.filter((home, at) => home !== places[at - 1])).size).toBe(new Set(places).size)
      for (const { line, lead } of gathered) {
        const mates = lines.filter((each) => homeOf(each) !== null && homeOf(each) === homeOf(line))
        expect(lead).toBe(mates.length > 1 ? mates[0] : null)
      }
      const firsts = lines.filter((line, at) => homeOf(line) === null || lines.findIndex((each) => homeOf(each) === homeOf(line)) === at)
      expect(gathered.map(({ line }) => line).filter((line) => firsts.includes(line))).toEqual(firsts)
    }))
  })
})
