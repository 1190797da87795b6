import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLUE, GREEN, ORANGE, RED, TAGS, YELLOW } from '../../../../server/packs/epidemic/codes.ts'
import { derivePerson } from '../../../../server/packs/epidemic/derivePerson.ts'
import { wordReason } from '../../../../server/packs/epidemic/wordReason.ts'
import type { PersonResult } from '../../../../server/packs/pack.ts'
import { createFact, createList, day, type FactWords } from './createFact.ts'

const LIST = createList(['湖北', 'key', '01-27'], ['温州', 'concern', '02-04'], ['南通', 'concern', '01-28', '02-08'])

type Row = [registeredOn: string, words: FactWords]
const judge = (asOf: string, ...rows: Row[]): PersonResult => derivePerson(rows.map(([on, words]) => createFact(on, words)), day(asOf), LIST)
const tagsOf = (result: PersonResult): string[] => TAGS.filter((_, bit) => result.tags & (1 << bit))

const fromHubei: FactWords = { state: 'returned', origin: '湖北武汉', returnedOn: '02-01' }
const fromWenzhou: FactWords = { state: 'returned', origin: '浙江温州', returnedOn: '02-06' }
const fromYancheng: FactWords = { state: 'returned', origin: '江苏盐城', returnedOn: '02-06' }

describe('[R5] a transit that names no region', () => {
  it('[R5] 途经重点地区 colours nobody by itself, and asks somebody to find out which', () => {
    const result = judge('02-15', ['02-10', { ...fromYancheng, transit: '途经重点地区' }])
    expect([result.status, tagsOf(result)]).toEqual([YELLOW, ['origin-unknown']])
    for (const transit of ['未途经', '未途经重点地区', '途经江苏南京', '高铁']) expect(tagsOf(judge('02-15', ['02-10', { ...fromYancheng, transit }]))).toEqual([])
  })
})

describe('[R2] whereabouts', () => {
  it('[R2] are those of the latest report that says stayed, not-returned or returned', () => {
    expect(judge('02-15', ['02-10', { state: 'not-returned' }], ['02-12', fromYancheng]).status).toBe(YELLOW)
    expect(judge('02-15', ['02-10', fromYancheng], ['02-12', { state: 'not-returned' }]).status).toBe(BLUE)
  })
  it('[R2] are never replaced by `unreached`, which tags no-answer and counts the tries', () => {
    const result = judge('02-14', ['02-10', fromHubei], ['02-12', { state: 'unreached' }], ['02-13', { state: 'unreached' }])
    expect(result.status).toBe(RED)
    expect(tagsOf(result)).toEqual(['no-answer'])
    expect(result.reason.details.tries).toBe(2)
  })
  it('[R2] the tries count from the last report that knew more', () => {
    expect(tagsOf(judge('02-15', ['02-10', { state: 'unreached' }], ['02-12', { state: 'stayed' }]))).toEqual([])
  })
  it('[R2] only `unreached`: unreached', () => {
    const result = judge('02-15', ['02-10', { state: 'unreached' }], ['02-11', { state: 'unreached' }])
    expect(result.status).toBe(BLUE)
    expect(tagsOf(result)).toEqual(['unreached'])
    expect(result.reason).toMatchObject({ rule: '2', code: 'unreached', details: { tries: 2 } })
  })
})

describe('[R3] a stay and its release', () => {
  it('[R3] a later row of the same stay without the date does not undo the release', () => {
    expect(judge('02-16', ['02-10', { ...fromHubei, releasedOn: '02-15' }], ['02-15', fromHubei]).status).toBe(GREEN)
  })
  it('[R3] the earliest release date that any report of the stay gives counts', () => {
    const result = judge('02-15', ['02-10', { ...fromHubei, releasedOn: '02-20' }], ['02-12', { ...fromHubei, releasedOn: '02-15' }], ['02-13', { ...fromHubei, releasedOn: '02-18' }])
    expect(result).toMatchObject({ status: GREEN, reason: { rule: '3', code: 'released', details: { released: day('02-15') } } })
  })
  it('[R3] a release belongs to its own stay: a new arrival is not released by the old one', () => {
    expect(judge('02-20', ['02-15', { ...fromHubei, releasedOn: '02-15' }], ['02-19', { ...fromHubei, returnedOn: '02-18' }]).status).toBe(RED)
  })
  it('[R3] a release before the arrival is a slip and releases nobody', () => {
    expect(judge('02-10', ['02-07', { ...fromWenzhou, releasedOn: '01-06' }]).status).toBe(ORANGE)
  })
})

describe('[R4] the colour of a person', () => {
  it('[R4] stayed → green; not returned → blue, away', () => {
    expect(judge('02-15', ['02-10', { state: 'stayed' }])).toMatchObject({ status: GREEN, tags: 0 })
    const away = judge('02-15', ['02-10', { state: 'not-returned' }])
    expect([away.status, tagsOf(away)]).toEqual([BLUE, ['away']])
  })
  it('[R4] returned → green from the release day on, not a day earlier', () => {
    const row: Row = ['02-10', { ...fromHubei, releasedOn: '02-15' }]
    expect(judge('02-14', row).status).toBe(RED)
    expect(judge('02-15', row).status).toBe(GREEN)
  })
  it('[R4] `stayed` against an unreleased red or orange stay is held: the colour remains, tag conflict', () => {
    for (const [stay, status] of [[fromHubei, RED], [fromWenzhou, ORANGE]] as const) {
      const result = judge('02-12', ['02-10', stay], ['02-11', { state: 'stayed' }])
      expect([result.status, tagsOf(result)]).toEqual([status, ['conflict']])
      expect(result.reason.details.heldSince).toBe(day('02-11'))
    }
  })
  it('[R4] `stayed` against a yellow or a released stay stands', () => {
    expect(judge('02-12', ['02-10', fromYancheng], ['02-11', { state: 'stayed' }])).toMatchObject({ status: GREEN, tags: 0 })
    expect(judge('02-16', ['02-10', { ...fromHubei, releasedOn: '02-15' }], ['02-15', { state: 'stayed' }])).toMatchObject({ status: GREEN, tags: 0 })
  })
  it('[R4] a held report waits until somebody settles it, and stays settled', () => {
    const rows: Row[] = [['02-10', fromHubei], ['02-11', { state: 'stayed' }]]
    expect(judge('02-13', ...rows, ['02-12', { state: 'stayed', settled: true }])).toMatchObject({ status: GREEN, tags: 0 })
    expect(judge('02-13', ...rows, ['02-12', { state: 'stayed', settled: true }], ['02-13', { state: 'stayed' }])).toMatchObject({ status: GREEN, tags: 0 })
    expect(tagsOf(judge('02-13', ...rows, ['02-12', fromHubei]))).toEqual([])
  })
  it('[R4] what the contradiction finds blue stays blue', () => {
    const result = judge('02-13', ['02-10', fromHubei], ['02-11', { state: 'not-returned' }], ['02-12', { state: 'stayed' }])
    expect([result.status, tagsOf(result)]).toEqual([BLUE, ['away', 'conflict']])
  })
  it('[R4] a widened list makes an older `stayed` a contradiction on the day it takes effect', () => {
    const rows: Row[] = [['02-02', { ...fromWenzhou, returnedOn: '02-01' }], ['02-03', { state: 'stayed' }]]
    expect(judge('02-03', ...rows).status).toBe(GREEN)
    expect(judge('02-04', ...rows).status).toBe(ORANGE)
  })
  it('[R4] somebody expected back is not here before the day', () => {
    const row: Row = ['02-04', fromWenzhou]
    expect(judge('02-05', row)).toMatchObject({ status: BLUE, reason: { code: 'expected' } })
    expect(judge('02-06', row).status).toBe(ORANGE)
  })
})

describe('[R5] the class of a stay', () => {
  it('[R5] is red from or through a key region, orange from a region of concern, yellow otherwise', () => {
    expect(judge('02-10', ['02-10', fromHubei]).status).toBe(RED)
    expect(judge('02-10', ['02-10', { ...fromYancheng, transit: '途经黄冈' }]).status).toBe(RED)
    expect(judge('02-10', ['02-10', fromWenzhou]).status).toBe(ORANGE)
    expect(judge('02-10', ['02-10', fromYancheng])).toMatchObject({ status: YELLOW, tags: 0 })
  })
  it('[R5] an origin that no division name explains is yellow, tagged origin-unknown', () => {
    for (const origin of ['外地', '', '鼓楼']) {
      const result = judge('02-10', ['02-10', { ...fromYancheng, origin }])
      expect([result.status, tagsOf(result)], origin).toEqual([YELLOW, ['origin-unknown']])
    }
  })
  it('[R5] a row that repeats the stay without its origin takes nothing back, a corrected origin does', () => {
    expect(judge('02-12', ['02-10', fromHubei], ['02-11', { ...fromHubei, origin: '' }]).status).toBe(RED)
    expect(judge('02-12', ['02-10', fromHubei], ['02-11', { ...fromHubei, origin: '江苏盐城' }]).status).toBe(YELLOW)
  })
  it('[R5] the reason names report, rule and list line', () => {
    const fact = createFact('02-10', { ...fromYancheng, transit: '途经黄冈' })
    expect(derivePerson([fact], day('02-10'), LIST).reason).toMatchObject({
      rule: '5', code: 'from-key', seq: fact.seq, listSeq: 1, details: { place: '湖北黄冈', way: 'through', region: '湖北', listedFrom: day('01-27') },
    })
  })
})

describe('[R7] release is never automatic', () => {
  it('[R7] from day 14 on red and orange are release-due, yellow is registration-done, and keep their colour', () => {
    for (const [stay, status, tag, before, due] of [
      [fromHubei, RED, 'release-due', '02-14', '02-15'],
      [fromWenzhou, ORANGE, 'release-due', '02-19', '02-20'],
      [fromYancheng, YELLOW, 'registration-done', '02-19', '02-20'],
    ] as const) {
      const early = judge(before, ['02-10', stay])
      expect([early.status, tagsOf(early)]).toEqual([status, []])
      const late = judge(due, ['02-10', stay])
      expect([late.status, tagsOf(late)]).toEqual([status, [tag]])
    }
  })
})

describe('[R9] tags, not colours', () => {
  it('[R9] in central quarantine somebody counts for no colour until the return; the tag stays', () => {
    const taken: Row[] = [['02-08', fromWenzhou], ['02-10', { ...fromWenzhou, condition: 'central-quarantine' }]]
    expect(judge('02-09', taken[0]).status).toBe(ORANGE)
    const away = judge('02-12', ...taken)
    expect([away.status, tagsOf(away)]).toEqual([null, ['central-quarantine']])
    expect(away.reason).toMatchObject({ rule: '9', details: { since: day('02-10') } })
    const back = judge('02-26', ...taken, ['02-25', { state: 'returned', origin: '浙江温州', returnedOn: '02-24', releasedOn: '02-24' }])
    expect([back.status, tagsOf(back)]).toEqual([GREEN, ['central-quarantine']])
  })
  it('[R9] a row that repeats the old arrival, or says nothing of the condition, is no return', () => {
    const taken: Row = ['02-10', { ...fromWenzhou, condition: 'central-quarantine' }]
    expect(judge('02-12', taken, ['02-11', fromWenzhou]).status).toBeNull()
    expect(judge('02-12', taken, ['02-11', { state: 'stayed' }]).status).toBeNull()
  })
  it('[R9] conditions and health codes are tags that last until another of their kind comes', () => {
    expect(tagsOf(judge('02-12', ['02-10', { state: 'stayed', condition: 'suspected', healthCode: 'yellow' }], ['02-11', { state: 'stayed' }]))).toEqual(['suspected', 'health-code-yellow'])
    expect(tagsOf(judge('02-12', ['02-10', { state: 'stayed', condition: 'suspected', healthCode: 'yellow' }], ['02-11', { state: 'stayed', condition: 'confirmed', healthCode: 'red' }]))).toEqual(['confirmed', 'health-code-red'])
    expect(tagsOf(judge('02-12', ['02-10', { state: 'stayed', healthCode: 'red' }], ['02-11', { state: 'stayed', healthCode: 'green' }]))).toEqual([])
    expect(tagsOf(judge('02-12', ['02-10', { state: 'stayed', condition: 'close-contact' }]))).toEqual(['close-contact'])
  })
})

it('never throws, is pure, and words its reason, whatever the facts', () => {
  const days = fc.constantFrom('01-20', '02-01', '02-06', '02-10', '02-15')
  const words = fc.record({
    state: fc.constantFrom('stayed', 'not-returned', 'unreached', 'returned', 'vacant'), origin: fc.constantFrom('', '湖北', '温州', '火星'), transit: fc.constantFrom('', '无', '途经武汉'),
    returnedOn: fc.option(days, { nil: undefined }), releasedOn: fc.option(days, { nil: undefined }), settled: fc.boolean(),
    condition: fc.option(fc.constantFrom('confirmed', 'central-quarantine'), { nil: undefined }),
  }, { requiredKeys: ['state'] }) as fc.Arbitrary<FactWords>
  fc.assert(fc.property(fc.array(fc.tuple(days, words), { minLength: 1, maxLength: 8 }), days, (rows, asOf) => {
    const facts = rows.map(([on, given]) => createFact(on, given)).sort((a, b) => a.validOn - b.validOn || a.seq - b.seq)
    const before = structuredClone(facts)
    const result = derivePerson(facts, day(asOf), LIST)
    expect(facts).toEqual(before)
    expect(derivePerson(facts, day(asOf), LIST)).toEqual(result)
    for (const locale of ['zh-CN', 'en'] as const) expect(wordReason(result.reason, locale)).not.toMatch(/undefined|NaN|原因代码|Reason code/)
  }))
})
