import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLUE, GREEN, GREY, ORANGE, RED, TAGS, YELLOW } from '../../../../server/packs/epidemic/codes.ts'
import type { EpidemicContent } from '../../../../server/packs/epidemic/epidemicFact.ts'
import { derivePerson } from '../../../../server/packs/epidemic/derivePerson.ts'
import { deriveUnit } from '../../../../server/packs/epidemic/deriveUnit.ts'
import { wordReason } from '../../../../server/packs/epidemic/wordReason.ts'
import type { PersonResult, UnitInput, UnitResult } from '../../../../server/packs/pack.ts'
import { createFact, createList, day, type FactWords } from './createFact.ts'

const LIST = createList(['湖北', 'key', '01-27'], ['温州', 'concern', '02-04'])
const AS_OF = '02-16'

const person = (words: FactWords): PersonResult => derivePerson([createFact('02-10', words)], day(AS_OF), LIST)
const unit = (input: Partial<UnitInput<EpidemicContent>>): UnitResult =>
  deriveUnit({ people: [], whole: [], tenure: null, movedAway: false, pupilAlert: false, openTasks: 0, marks: [], ...input }, day(AS_OF))
const tagsOf = (result: UnitResult): string[] => TAGS.filter((_, bit) => result.tags & (1 << bit))
const seen = (input: Partial<UnitInput<EpidemicContent>>): [number, string[]] => {
  const result = unit(input)
  return [result.status, tagsOf(result)]
}

const red = (): PersonResult => person({ state: 'returned', origin: '武汉', returnedOn: '02-09' })
const orange = (): PersonResult => person({ state: 'returned', origin: '温州', returnedOn: '02-09' })
const yellow = (): PersonResult => person({ state: 'returned', origin: '盐城', returnedOn: '02-09' })
const home = (): PersonResult => person({ state: 'stayed' })
const away = (): PersonResult => person({ state: 'not-returned' })
const unreached = (): PersonResult => person({ state: 'unreached' })

describe('[R6] people decide', () => {
  it('[R6] red, else orange, else yellow, by the worst', () => {
    expect(seen({ people: [home(), yellow(), orange(), red(), away()] })).toEqual([RED, []])
    expect(seen({ people: [home(), yellow(), orange()] })).toEqual([ORANGE, []])
    expect(seen({ people: [home(), yellow(), unreached()] })).toEqual([YELLOW, []])
  })
  it('[R6] else green if someone is at home, some-away if others are not', () => {
    expect(seen({ people: [home(), home()] })).toEqual([GREEN, []])
    expect(seen({ people: [home(), away()] })).toEqual([GREEN, ['some-away']])
    expect(seen({ people: [unreached(), home()] })).toEqual([GREEN, ['some-away']])
  })
  it('[R6] else blue: waits for those away, chases those not reached', () => {
    expect(seen({ people: [away(), away()] })).toEqual([BLUE, ['away']])
    expect(seen({ people: [unreached()] })).toEqual([BLUE, ['unreached']])
    expect(seen({ people: [away(), unreached()] })).toEqual([BLUE, ['unreached']])
  })
  it('[R6] people reported in a vacant unit give it their colour and the tag', () => {
    expect(seen({ people: [red()], tenure: 'vacant' })).toEqual([RED, ['vacant-but-occupied']])
    expect(seen({ people: [home()], whole: [createFact('02-15', { state: 'vacant' })] })).toEqual([GREEN, ['vacant-but-occupied']])
  })
})

describe('[R6] without people', () => {
  it.each([['stayed', GREEN, []], ['not-returned', BLUE, ['away']], ['unreached', BLUE, ['unreached']], ['vacant', GREY, []]] as const)('[R6] a row about the whole unit: %s', (state, status, tags) => {
    expect(seen({ whole: [createFact('02-10', { state })] })).toEqual([status, tags])
  })
  it('[R6] the latest row about the whole unit counts, before the ledger', () => {
    const whole = [createFact('02-10', { state: 'stayed' }), createFact('02-12', { state: 'not-returned' })]
    expect(unit({ whole, tenure: 'vacant' })).toMatchObject({ status: BLUE, reason: { code: 'whole-not-returned', seq: whole[1].seq } })
  })
  it('[R6] with neither: grey if the ledger says vacant, else blue and to be chased', () => {
    expect(seen({ tenure: 'vacant' })).toEqual([GREY, []])
    expect(seen({ tenure: 'rented' })).toEqual([BLUE, ['unreached']])
    expect(seen({})).toEqual([BLUE, ['unreached']])
  })
})

describe('[R7] a unit is due when its last member is', () => {
  const late = (origin: string): PersonResult => person({ state: 'returned', origin, returnedOn: '02-02' })
  it('[R7] not before the last', () => {
    expect(seen({ people: [late('武汉')] })).toEqual([RED, ['release-due']])
    expect(seen({ people: [late('武汉'), orange()] })).toEqual([RED, []])
    expect(seen({ people: [late('武汉'), yellow()] })).toEqual([RED, []])
    expect(seen({ people: [late('武汉'), home(), away()] })).toEqual([RED, ['release-due']])
  })
  it('[R7] a yellow home is registration-done, one with red or orange in it release-due', () => {
    expect(seen({ people: [late('盐城'), late('盐城')] })).toEqual([YELLOW, ['registration-done']])
    expect(seen({ people: [late('盐城'), late('温州')] })).toEqual([ORANGE, ['release-due']])
  })
})

describe('[R8] [R9] tags of a unit', () => {
  it('[R8] moved, verification and school-alert change no colour', () => {
    expect(seen({ people: [home()], movedAway: true, openTasks: 2, pupilAlert: true })).toEqual([GREEN, ['moved', 'school-alert', 'verification']])
    expect(unit({ movedAway: true })).toMatchObject({ status: BLUE, reason: { code: 'moved-away' } })
  })
  it('[R9] whoever is in central quarantine counts for no colour; the tag stays on the door', () => {
    const taken = person({ state: 'returned', origin: '武汉', returnedOn: '02-09', condition: 'central-quarantine' })
    expect(seen({ people: [taken, home()] })).toEqual([GREEN, ['central-quarantine']])
    expect(seen({ people: [taken] })).toEqual([BLUE, ['central-quarantine']])
    expect(seen({ people: [taken], whole: [createFact('02-12', { state: 'stayed' })] })).toEqual([GREEN, ['central-quarantine']])
  })
  it('[R9] conditions, codes, contradictions and unknown origins of the people stand on the door', () => {
    const tagged = [person({ state: 'stayed', condition: 'confirmed', healthCode: 'red' }), person({ state: 'returned', origin: '外地', returnedOn: '02-09' })]
    expect(seen({ people: tagged })).toEqual([YELLOW, ['origin-unknown', 'confirmed', 'health-code-red']])
  })
})

it('[R6] the order of people makes no difference, not even to the reason', () => {
  const people = fc.array(fc.constantFrom(red, orange, yellow, home, away, unreached), { minLength: 1, maxLength: 6 }).map((makers) => makers.map((make) => make()))
  fc.assert(fc.property(people, fc.boolean(), (all, vacant) => {
    const tenure = vacant ? 'vacant' : null
    expect(unit({ people: all.toReversed(), tenure })).toEqual(unit({ people: all, tenure }))
  }))
})

describe('the words of a reason', () => {
  it('are full sentences in both languages, with matched names only', () => {
    const { reason } = person({ state: 'returned', origin: '从浙江温州乐清老家', returnedOn: '02-06' })
    expect(wordReason(reason, 'zh-CN')).toBe('2 月 6 日自浙江温州乐清返沪；温州自 2 月 4 日列入重点关注地区。')
    expect(wordReason(reason, 'en')).toBe('Returned on 6 February from 浙江温州乐清; 温州 has been listed as a region of concern since 4 February.')
  })
  it('say a hold and the tries', () => {
    const facts = [createFact('02-10', { state: 'returned', origin: '武汉', returnedOn: '02-09' }), createFact('02-11', { state: 'stayed' }), createFact('02-12', { state: 'unreached' })]
    expect(wordReason(derivePerson(facts, day(AS_OF), LIST).reason, 'zh-CN')).toBe('2 月 9 日自湖北武汉返沪；湖北自 1 月 27 日列入重点疫区。2 月 11 日又报未离沪，两说不一，待核实。其后联系 1 次未果。')
  })
  it('exist for every way a unit can be judged', () => {
    const inputs: Partial<UnitInput<EpidemicContent>>[] = [
      {}, { tenure: 'vacant' }, { movedAway: true }, ...(['stayed', 'not-returned', 'unreached', 'vacant'] as const).map((state) => ({ whole: [createFact('02-10', { state })] })),
      ...[red, orange, yellow, home, away, unreached].map((make) => ({ people: [make()] })),
    ]
    for (const input of inputs) {
      const { reason } = unit(input)
      expect(wordReason(reason, 'zh-CN'), reason.code).toMatch(/^[^a-z]+。$/)
      expect(wordReason(reason, 'en'), reason.code).toMatch(/^[A-Z].+\.$/)
    }
  })
})
