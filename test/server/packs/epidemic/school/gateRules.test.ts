import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHECK_FLAG } from '../../../../../server/packs/checkFlags.ts'
import { gateRules } from '../../../../../server/packs/epidemic/school/gateRules.ts'
import { decideAtGate, type GateFacts } from '../../../../../server/packs/gateRules.ts'
import { GATE_REASONS } from '../../../../../server/protocol/gate.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2020, 3, 12, 23, 0)
const facts = (changes: Partial<GateFacts> = {}): GateFacts => ({ now: NOW, expected: true, checkFlags: 0, homeManaged: false, recoveredAt: null, lastSymptomsAt: null, reading: null, ...changes })
const decide = (changes: Partial<GateFacts>) => decideAtGate(facts(changes), gateRules)

describe('who is let in', () => {
  it('somebody with a normal report of today', () => expect(decide({})).toEqual({ decision: 'allowed', reason: null, until: null, held: null }))
  it.each([
    ['no report today', { checkFlags: null }, 'no-report'],
    ['an abnormal report', { checkFlags: CHECK_FLAG.ABNORMAL | CHECK_FLAG.SYMPTOM }, 'abnormal-report'],
    ['a red code', { checkFlags: CHECK_FLAG.ABNORMAL | CHECK_FLAG.OWN_RED }, 'red-code'],
    ['a yellow code', { checkFlags: CHECK_FLAG.ABNORMAL | CHECK_FLAG.OWN_YELLOW }, 'yellow-code'],
    ['a home under management', { homeManaged: true }, 'home-management'],
    ['47 hours without symptoms', { recoveredAt: NOW - 47 * HOUR }, 'back-early'],
    ['a cough 47 hours ago that nobody has written down the end of', { lastSymptomsAt: NOW - 47 * HOUR }, 'back-early'],
    ['a cough after the recorded end', { recoveredAt: NOW - 60 * HOUR, lastSymptomsAt: NOW - 24 * HOUR }, 'back-early'],
    ['a cough today, whatever was yesterday', { checkFlags: CHECK_FLAG.ABNORMAL | CHECK_FLAG.SYMPTOM, lastSymptomsAt: NOW - 24 * HOUR }, 'abnormal-report'],
    ['a fever at the gate', { reading: { tenths: 373, site: 'forehead' } }, 'fever-at-gate'],
    ['a fever, whatever the report says', { reading: { tenths: 385, site: 'thermal' }, checkFlags: null }, 'fever-at-gate'],
  ] as const)('not with %s', (_, changes, reason) => expect(decide(changes)).toMatchObject({ decision: 'stopped', reason }))
  it.each([
    ['36.9 at the gate', { reading: { tenths: 369, site: 'thermal' } }],
    ['48 hours without symptoms', { recoveredAt: NOW - 48 * HOUR }], ['a cough 48 hours ago', { lastSymptomsAt: NOW - 48 * HOUR }], ['travel of somebody at home, which raises an alert only', { checkFlags: CHECK_FLAG.HOME_TRAVEL | CHECK_FLAG.HOME_YELLOW }],
    ['no report on a day on which none is due', { checkFlags: null, expected: false }],
  ] as const)('with %s', (_, changes) => expect(decide(changes).decision).toBe('allowed'))
  it('back before 48 hours says until when, by the later of the two, and nothing when more than that stops', () => {
    expect(decide({ recoveredAt: NOW - HOUR }).until).toBe(NOW + 47 * HOUR)
    expect(decide({ recoveredAt: NOW - 3 * HOUR, lastSymptomsAt: NOW - 2 * HOUR }).until).toBe(NOW + 46 * HOUR)
    expect(decide({ recoveredAt: NOW - HOUR, checkFlags: null })).toEqual({ decision: 'stopped', reason: 'back-early', until: null, held: 'back-early' })
  })
})

it('every reason has its rule, in the order of the reasons, and the worst of several is said', () => {
  expect(gateRules.rules.map(({ reason }) => reason)).toEqual([...GATE_REASONS])
  fc.assert(fc.property(fc.record({
    now: fc.constant(NOW), expected: fc.boolean(), checkFlags: fc.option(fc.integer({ min: 0, max: 65_535 })), homeManaged: fc.boolean(),
    recoveredAt: fc.option(fc.integer({ min: NOW - 60 * HOUR, max: NOW })), lastSymptomsAt: fc.option(fc.integer({ min: NOW - 60 * HOUR, max: NOW })), reading: fc.option(fc.record({ tenths: fc.integer({ min: 340, max: 410 }), site: fc.constantFrom('forehead' as const, 'armpit' as const, 'thermal' as const) })),
  }), (given) => {
    const { decision, reason } = decideAtGate(given, gateRules)
    const reasons = gateRules.rules.filter(({ stops }) => stops(given)).map((rule) => rule.reason)
    expect([decision, reason]).toEqual(reasons.length > 0 ? ['stopped', reasons[0]] : ['allowed', null])
  }))
})
