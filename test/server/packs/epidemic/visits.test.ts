import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLUE, GREEN, GREY, ORANGE, RED, TAGS, YELLOW } from '../../../../server/packs/epidemic/codes.ts'
import { derivePerson } from '../../../../server/packs/epidemic/derivePerson.ts'
import { deriveUnit } from '../../../../server/packs/epidemic/deriveUnit.ts'
import type { EpidemicContent } from '../../../../server/packs/epidemic/epidemicFact.ts'
import { wordReason } from '../../../../server/packs/epidemic/wordReason.ts'
import type { PersonResult, Sighting, UnitInput } from '../../../../server/packs/pack.ts'
import { createFact, createList, day, type FactWords } from './createFact.ts'

const LIST = createList(['湖北', 'key', '01-27'], ['温州', 'concern', '02-04'])
const AS_OF = day('02-16')
const LATEST: Sighting = { seq: 900_000, validOn: AS_OF }
const EARLIEST: Sighting = { seq: 0, validOn: day('01-02') }

const person = (words: FactWords): PersonResult => derivePerson([createFact('02-10', words)], AS_OF, LIST)
const unit = (input: Partial<UnitInput<EpidemicContent>>) => deriveUnit({ people: [], whole: [], tenure: null, movedAway: false, pupilAlert: false, openTasks: 0, marks: [], ...input }, AS_OF)
const seen = (input: Partial<UnitInput<EpidemicContent>>): [number, string[]] => {
  const { status, tags } = unit(input)
  return [status, TAGS.filter((_, bit) => tags & (1 << bit))]
}
const atHome = { atHome: LATEST, nobody: null }
const nobody = { atHome: null, nobody: LATEST }
const whole = (state: string, on = '02-10') => [createFact(on, { state } as FactWords)]
const taken = (): PersonResult => person({ state: 'returned', origin: '武汉', returnedOn: '02-09', condition: 'central-quarantine' })

describe('[R6] somebody at home when visited', () => {
  it('makes a home green about which nothing is known, and says by what', () => {
    expect(seen({ visits: atHome })).toEqual([GREEN, []])
    expect(seen({ visits: atHome, whole: whole('unreached') })).toEqual([GREEN, []])
    const { reason } = unit({ visits: atHome })
    expect(reason).toMatchObject({ code: 'seen-at-home', seq: LATEST.seq, feed: 'visit' })
    expect([wordReason(reason, 'zh-CN'), wordReason(reason, 'en')]).toEqual([expect.stringMatching(/^[^a-z]+。$/), expect.stringMatching(/^[A-Z].+\.$/)])
  })
  it('changes no colour against what is known: it is to be verified', () => {
    expect(seen({ visits: atHome, whole: whole('not-returned') })).toEqual([BLUE, ['away', 'seen-at-home']])
    expect(seen({ visits: atHome, people: [person({ state: 'not-returned' })] })).toEqual([BLUE, ['away', 'seen-at-home']])
    expect(seen({ visits: atHome, people: [person({ state: 'unreached' })] })).toEqual([BLUE, ['unreached', 'seen-at-home']])
    expect(seen({ visits: atHome, people: [taken()] })).toEqual([BLUE, ['central-quarantine', 'seen-at-home']])
    expect(seen({ visits: atHome, movedAway: true })).toEqual([BLUE, ['unreached', 'moved', 'seen-at-home']])
    expect(seen({ visits: atHome, whole: whole('vacant') })).toEqual([GREY, ['vacant-but-occupied']])
    expect(seen({ visits: atHome, tenure: 'vacant' })).toEqual([GREY, ['vacant-but-occupied']])
  })
  it('under observation or known to be at home it is as it should be', () => {
    const red = person({ state: 'returned', origin: '武汉', returnedOn: '02-09' })
    expect([seen({ visits: atHome, people: [red] }), seen({ visits: atHome, whole: whole('stayed') })]).toEqual([[RED, []], [GREEN, []]])
  })
  it('before a report it says nothing against that report', () => {
    expect(seen({ visits: { atHome: EARLIEST, nobody: null }, whole: whole('not-returned') })).toEqual([BLUE, ['away']])
    expect(seen({ visits: { atHome: EARLIEST, nobody: null }, whole: whole('vacant') })).toEqual([GREY, []])
  })
})

describe('nobody at the door', () => {
  it('of a home under observation is one more try without an answer', () => {
    for (const [origin, status] of [['武汉', RED], ['温州', ORANGE], ['盐城', YELLOW]] as const) {
      expect(seen({ visits: nobody, people: [person({ state: 'returned', origin, returnedOn: '02-09' })] })).toEqual([status, ['no-answer']])
    }
  })
  it('of any other home says nothing new', () => {
    for (const input of [{ whole: whole('stayed') }, { whole: whole('vacant') }, { whole: whole('not-returned') }, { tenure: 'vacant' }, {}]) expect(seen({ ...input, visits: nobody })).toEqual(seen(input))
  })
})

it('[R4] no visit ever lowers red, orange or yellow, nor makes anything of what is known a green home', () => {
  const people = fc.array(fc.constantFrom(
    ...[{ state: 'stayed' }, { state: 'not-returned' }, { state: 'unreached' }, ...['武汉', '温州', '盐城', '外地'].map((origin) => ({ state: 'returned', origin, returnedOn: '02-09' })), { state: 'returned', origin: '武汉', returnedOn: '02-09', condition: 'central-quarantine' }] as FactWords[],
  ), { maxLength: 5 })
  const sighting = fc.option(fc.record({ seq: fc.nat(2_000_000), validOn: fc.integer({ min: day('01-20'), max: AS_OF }) }), { nil: null })
  const wholes = fc.array(fc.constantFrom('stayed', 'not-returned', 'unreached', 'vacant'), { maxLength: 3 })
  fc.assert(fc.property(people, wholes, fc.constantFrom(null, 'vacant', 'owned'), fc.boolean(), sighting, sighting, (words, states, tenure, movedAway, seenAt, nobodyAt) => {
    const input = { people: words.map(person), whole: states.map((state, i) => createFact(`02-0${i + 1}`, { state } as FactWords)), tenure, movedAway }
    const [before, after] = [unit(input), unit({ ...input, visits: { atHome: seenAt, nobody: nobodyAt } })]
    if (after.status === before.status) return
    // The one change there is: a home about which nothing was known.
    expect([before.status, after.status, words.length, movedAway, tenure === 'vacant']).toEqual([BLUE, GREEN, 0, false, false])
    expect(['no-report', 'whole-unreached']).toContain(before.reason.code)
  }))
})
