import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GATE_REASONS, gateLookup } from '../../../../server/protocol/gate.ts'
import { applyPass, countPresences } from '../../../../web/desk/gate/applyPass.ts'
import { decideEntry, decideSecond } from '../../../../web/desk/gate/decideEntry.ts'
import { keptListOf, readKeptList } from '../../../../web/desk/gate/keptList.ts'
import { readScan } from '../../../../web/desk/gate/readScan.ts'

const LIMITS = { forehead: 373, armpit: 373, thermal: 373 }
const WELL = { decision: 'allowed', reason: null, until: null, held: null } as const
type Reason = (typeof GATE_REASONS)[number]
const SETTLED: readonly Reason[] = ['fever-at-gate', 'abnormal-report', 'no-report']
const stopped = (reason: Reason, until: number | null = null, held: Reason | null = SETTLED.includes(reason) ? null : reason) => ({ decision: 'stopped', reason, until, held }) as const

describe('what the tablet decides by the list that it holds', () => {
  it('a fever stops everybody; a cool forehead lets nobody in whom the list stops', () => {
    expect(decideEntry(WELL, 37.3, 'forehead', LIMITS, 0)).toEqual({ decision: 'stopped', reason: 'fever-at-gate' })
    expect(decideEntry(WELL, 37.2, 'forehead', LIMITS, 0).decision).toBe('allowed')
    for (const reason of GATE_REASONS) expect(decideEntry(stopped(reason), 36.5, 'forehead', LIMITS, 0)).toEqual({ decision: 'stopped', reason })
  })
  it('48 hours end by themselves, also without a line', () => {
    expect(decideEntry(stopped('back-early', 1000), null, 'forehead', LIMITS, 999).decision).toBe('stopped')
    expect(decideEntry(stopped('back-early', 1000), null, 'forehead', LIMITS, 1000).decision).toBe('allowed')
  })
  it('a second check settles a fever, a report and its absence; no code, no home and no 48 hours', () => {
    for (const reason of GATE_REASONS) {
      const settles = SETTLED.includes(reason)
      expect([reason, decideSecond(stopped(reason), 36.6, 'armpit', false, LIMITS, 0)]).toEqual([reason, settles ? { decision: 'allowed', reason: null } : { decision: 'stopped', reason }])
      expect(decideSecond(stopped(reason), 38, 'armpit', false, LIMITS, 0)).toEqual({ decision: 'stopped', reason: 'fever-at-gate' })
    }
    // By a list kept without a line the reason is not known: it may be any of these.
    expect(decideSecond({ until: null }, 36.6, 'armpit', false, LIMITS, 0)).toEqual({ decision: 'stopped', reason: null })
    expect(decideSecond(WELL, 36.6, 'forehead', true, LIMITS, 0)).toEqual({ decision: 'stopped', reason: 'abnormal-report' })
  })
  it('a code behind a fever stops when the fever is gone; symptoms stop also when 48 hours are over', () => {
    expect(decideSecond(stopped('fever-at-gate', null, 'red-code'), 36.6, 'forehead', false, LIMITS, 0)).toEqual({ decision: 'stopped', reason: 'red-code' })
    expect(decideSecond(stopped('back-early', 1000), 36.6, 'forehead', true, LIMITS, 1000)).toEqual({ decision: 'stopped', reason: 'abnormal-report' })
    expect(decideSecond(stopped('back-early', 1000), 36.6, 'forehead', false, LIMITS, 1000)).toEqual({ decision: 'allowed', reason: null })
    // A fever that this tablet has found meanwhile does not end with the 48 hours.
    expect(decideEntry(stopped('fever-at-gate', 1000, 'back-early'), 36.6, 'forehead', LIMITS, 1000)).toEqual({ decision: 'stopped', reason: 'fever-at-gate' })
  })
})

describe('counts on the tablet', () => {
  it('are of pupils, and who is stopped has not come in', () => {
    const stop = applyPass(null, { direction: 'in', decision: 'stopped' }, 5)
    const letIn = applyPass(stop, { direction: 'in', decision: 'allowed', temperatureCelsius: 36.5, second: {} }, 6)
    expect([countPresences([stop]), countPresences([letIn, null])]).toEqual([{ in: 0, out: 0, unmeasured: 0, stopped: 1 }, { in: 1, out: 0, unmeasured: 0, stopped: 0 }])
    expect(applyPass(letIn, { direction: 'out', decision: 'allowed' }, 9)).toMatchObject({ cameIn: true, isInside: false, wentOut: true, measured: true, lastSecond: 9 })
  })
})

describe('what lies on the device', () => {
  const day = {
    day: '2020-04-13', campus: { id: 'c0', name: '测试小学' }, salt: 'salt', feverTenths: LIMITS,
    pupils: [{ id: 's0', class: '一(1)班', name: '学**', tail: '01', lookups: [gateLookup('salt', '2020001')], decision: 'stopped' as const, reason: 'red-code' as const, until: null, presence: null }],
  }
  it('is ids, keys and who is stopped: no name, class, number or reason', () => {
    const text = JSON.stringify(keptListOf(day))
    for (const personal of ['学', '一(1)班', '2020001', 'red-code', '测试小学']) expect(text).not.toContain(personal)
    expect(readKeptList(text, '2020-04-13')?.pupils).toEqual([['s0', day.pupils[0].lookups, 1]])
  })
  it('of another day, or broken in any way, is no list', () => {
    expect(readKeptList(JSON.stringify(keptListOf(day)), '2020-04-14')).toBeNull()
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string(), fc.constant(null)), (text) => { expect(readKeptList(text, '2020-04-13')).toBeNull() }))
  })
})

describe('what a reader types', () => {
  it.each([['20200001', '20200001'], [' ２０２０ ０００１ ', '20200001'], ['0004a2f1', '0004A2F1'], ['liuse:20200001', '20200001'], ['https://school.example/p/20200001?x=1', '20200001'], ['0004-A2F1', '0004A2F1'], ['张三', ''], ['', ''], ['<b>', ''], ['A'.repeat(41), '']])('%j is %j', (text, number) => expect(readScan(text)).toBe(number))
  it('has the same key however it is written', () => {
    expect(gateLookup('s', '２０２０a ')).toBe(gateLookup('s', '2020A'))
    expect(gateLookup('s', '2020A')).not.toBe(gateLookup('t', '2020A'))
  })
})
