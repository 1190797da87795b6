import { describe, expect, it } from 'vitest'
import type { AnyPack } from '../../../server/packs/index.ts'
import { PACKS } from '../../../server/packs/index.ts'
import { LOCALES, type Wording } from '../../../server/protocol/entities.ts'
import { liftPack } from '../../fixtures/packs/lift/liftPack.ts'

const packs: [string, AnyPack][] = [...Object.entries(PACKS), ['lift', liftPack]]
const inBothLanguages = (wording: Wording): boolean => LOCALES.every((locale) => wording[locale].trim() !== '')
const isUnique = (keys: string[]): boolean => new Set(keys).size === keys.length

describe.each(packs)('the description of the pack %s', (_id, pack) => {
  const { description } = pack
  const statusKeys = description.statuses.map(({ key }) => key)
  const tagKeys = description.tags.map(({ key }) => key)
  const counterKeys = description.counters.map(({ key }) => key)

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(description))).toEqual(description)
  })

  it('names every status in words, glyph, hatch and colour, and no two alike', () => {
    for (const status of description.statuses) {
      expect(inBothLanguages(status.name), status.key).toBe(true)
      expect([...status.glyph], status.key).toHaveLength(1)
      expect(status.colorOnDark).toMatch(/^#[0-9a-f]{6}$/)
      expect(status.colorOnLight).toMatch(/^#[0-9a-f]{6}$/)
    }
    expect(isUnique(statusKeys)).toBe(true)
    expect(isUnique(description.statuses.map(({ glyph }) => glyph))).toBe(true)
    expect(isUnique(description.statuses.map(({ severity }) => String(severity)))).toBe(true)
    expect(description.statuses.length).toBeLessThan(255)
  })

  it('has at most 31 tags, so that a tag word is a whole number on the wire', () => {
    expect(description.tags.length).toBeLessThanOrEqual(31)
    expect(isUnique(tagKeys)).toBe(true)
    for (const tag of description.tags) expect(inBothLanguages(tag.name), tag.key).toBe(true)
  })

  it('counts only what exists', () => {
    expect(isUnique(counterKeys)).toBe(true)
    for (const { key, source, lowest } of description.counters) {
      if (source.of === 'unit-status' || source.of === 'person-status') expect(statusKeys, key).toContain(source.status)
      if (source.of === 'unit-tag') expect(tagKeys, key).toContain(source.tag)
      if (source.of === 'pupils') expect(lowest, key).toBe('committee')
      if (source.of === 'pupils') expect(description.followsRoster, key).toBe(true)
    }
  })

  it('measures and ranks by counters that it has, on nodes that have them', () => {
    for (const measure of description.measures) {
      expect(inBothLanguages(measure.name), measure.key).toBe(true)
      for (const key of [...measure.numerator, ...(measure.denominator ?? [])]) {
        const counter = description.counters.find((candidate) => candidate.key === key)
        expect(counter, `${measure.key} needs ${key}`).toBeDefined()
        if (measure.on.includes('building')) expect(counter!.lowest, `${measure.key} by building`).toBe('building')
        if (counter!.source.of === 'pupils') expect(measure.leastGroup, measure.key).toBeGreaterThanOrEqual(5)
      }
    }
    expect(isUnique(description.measures.map(({ key }) => key))).toBe(true)
    for (const { counter, name } of description.work) {
      expect(counterKeys).toContain(counter)
      expect(inBothLanguages(name)).toBe(true)
    }
  })

  it('makes facts of exactly the columns it declares', () => {
    const bodies: [string, Record<string, unknown>][] = [
      ['household', { state: 'returned', origin: '温州', returnedOn: 18_300 }], ['lift-progress', { stage: 'building', consentPercent: 80 }],
    ]
    const facts = bodies.flatMap(([feed, body]) => pack.factOf(feed, body) ?? [])
    expect(facts).toHaveLength(1)
    expect(Object.keys(facts[0]).sort()).toEqual(Object.keys(pack.factFields).sort())
  })
})

describe('the lift pack', () => {
  const context = { today: 18_307, now: 0, zoneOffsetMinutes: 480 }
  it('reads its own feed and derives its own states', () => {
    const [feed] = liftPack.feeds
    const report = feed.parse({ updatedOn: '2020-02-14', compound: '浦南三村', building: '3', room: '1', stage: 'consent', consentPercent: 100 }, context)
    if (Array.isArray(report)) throw new Error(report[0].code)
    const fact = { ...liftPack.factOf(feed.name, report.body)!, seq: 1, validOn: report.validOn, feed: feed.name }
    const result = liftPack.deriveUnit({ people: [], whole: [fact], tenure: null, movedAway: false, pupilAlert: false, openTasks: 0, marks: [] }, 18_307, null)
    expect(liftPack.description.statuses[result.status].key).toBe('consent')
    expect(result.tags).toBe(1)
    expect(feed.parse({ updatedOn: '2020-02-14', compound: '浦南三村', building: '3', room: '1', stage: 'red' }, context)).toMatchObject([{ field: 'stage', code: 'unknown-value' }])
  })
})
