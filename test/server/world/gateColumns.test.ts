import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idOf, numberOfId } from '../../../server/merge/opaqueId.ts'
import type { BundleArray } from '../../../server/protocol/bundle.ts'
import { dayFromText, dayToText } from '../../../server/protocol/day.ts'
import type { LogEntry } from '../../../server/store/logEntry.ts'
import { GATE_DAYS_KEPT, GateColumns, NO_STUDENT } from '../../../server/world/gateColumns.ts'
import { TextTable } from '../../../server/world/textTable.ts'

const DAY = dayFromText('2020-04-13')!
let lastSeq = 0
interface Pass { student?: number; day?: number; second: number; celsius?: number; direction?: 'in' | 'out'; decision?: 'allowed' | 'stopped'; isSecond?: boolean; implausible?: boolean }
const entryOf = ({ student, day = DAY, second, celsius, direction, decision, isSecond, implausible }: Pass): LogEntry => ({
  seq: ++lastSeq, receivedAt: 0, observedAt: 0, validOn: dayToText(day), feed: 'gate', author: 'g0', schemaVersion: 1, supersedes: null, contentHash: 0, reportKey: null,
  body: { ...(student === undefined ? {} : { student: idOf('s', student) }), secondOfDay: second, device: 'g0', temperatureCelsius: celsius, direction, decision, ...(isSecond && { second: true }), ...(implausible && { implausible: true }) },
})
function columnsOf(passes: readonly Pass[], columns = new GateColumns(new TextTable())): GateColumns {
  for (const pass of passes) {
    const entry = entryOf(pass)
    columns.apply(entry, entry.body.student ? numberOfId('s', entry.body.student) : NO_STUDENT, 0)
  }
  return columns
}

describe('counts of a gate', () => {
  it('are of pupils, not of passes: who goes in three times is in once', () => {
    const columns = columnsOf([{ student: 1, second: 100, direction: 'in', celsius: 36.5 }, { student: 1, second: 110, direction: 'out' }, { student: 1, second: 120, direction: 'in' }, { student: 2, second: 130, direction: 'in', celsius: 36.6 }])
    expect(columns.counts(0, DAY)).toEqual({ in: 2, out: 1, unmeasured: 0, stopped: 0 })
    expect(columns.presenceOf(1, DAY)).toMatchObject({ cameIn: true, isInside: true, measured: true, temperatureCelsius: 36.5, lastSecond: 120 })
  })
  it('who came in without a temperature is unmeasured until the second round', () => {
    const columns = columnsOf([{ student: 1, second: 100, direction: 'in' }, { student: 2, second: 101, direction: 'in', celsius: 365, implausible: true }])
    expect(columns.counts(0, DAY).unmeasured).toBe(2)
    columnsOf([{ student: 1, second: 900, celsius: 36.7, isSecond: true }], columns)
    expect(columns.counts(0, DAY)).toEqual({ in: 2, out: 0, unmeasured: 1, stopped: 0 })
    expect(columns.presenceOf(1, DAY)).toMatchObject({ measured: true, checkedAgain: true, cameIn: true })
  })
  it('who is stopped has not come in; let in after a second check is no longer stopped', () => {
    const columns = columnsOf([{ student: 1, second: 100, direction: 'in', celsius: 38.2, decision: 'stopped' }])
    expect(columns.counts(0, DAY)).toEqual({ in: 0, out: 0, unmeasured: 0, stopped: 1 })
    columnsOf([{ student: 1, second: 200, direction: 'in', celsius: 36.8, decision: 'allowed', isSecond: true }], columns)
    expect(columns.counts(0, DAY)).toEqual({ in: 1, out: 0, unmeasured: 0, stopped: 0 })
  })
  it('last week’s buffer is counted under its own days', () => {
    const columns = columnsOf([{ student: 1, second: 100, direction: 'in', celsius: 36.5 }, { student: 1, day: DAY - 7, second: 100, direction: 'in', celsius: 38.5, decision: 'stopped' }])
    expect([columns.counts(0, DAY), columns.counts(0, DAY - 7)]).toEqual([{ in: 1, out: 0, unmeasured: 0, stopped: 0 }, { in: 0, out: 0, unmeasured: 0, stopped: 1 }])
    expect(columns.presenceOf(1, DAY)).toMatchObject({ temperatureCelsius: 36.5, decision: null })
  })
  it('somebody whom nothing recognised is shown and in no count', () => {
    const columns = columnsOf([{ second: 5, celsius: 38.3 }])
    expect(columns.readings(0, DAY, 0, 9)).toMatchObject([{ student: NO_STUDENT, tenths: 383 }])
    expect(columns.counts(0, DAY)).toEqual({ in: 0, out: 0, unmeasured: 0, stopped: 0 })
  })
  it('stay when the readings of a day are no longer kept, also when one more comes late', () => {
    const columns = columnsOf([{ student: 1, day: DAY, second: 1, direction: 'in' }])
    for (let day = DAY + 1; day <= DAY + GATE_DAYS_KEPT + 3; day++) columnsOf([{ student: 1, day, second: 1, direction: 'in', celsius: 36.5 }], columns)
    expect([columns.counts(0, DAY).in, columns.presenceOf(1, DAY)]).toEqual([1, null])
    columnsOf([{ student: 2, day: DAY, second: 2, direction: 'in' }, { student: 3, day: DAY + GATE_DAYS_KEPT + 4, second: 2, direction: 'in' }], columns)
    expect(columns.counts(0, DAY).in).toBe(2)
  })
})

const pass = fc.record({
  student: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }), day: fc.integer({ min: DAY - 20, max: DAY }), second: fc.integer({ min: 0, max: 86_399 }), celsius: fc.option(fc.constantFrom(36.5, 38.2), { nil: undefined }),
  direction: fc.constantFrom('in' as const, 'out' as const, undefined), decision: fc.constantFrom('allowed' as const, 'stopped' as const, undefined), isSecond: fc.boolean(),
})

it('a checkpoint and a replay say the same, and go on the same', () => {
  fc.assert(fc.property(fc.array(pass, { maxLength: 40 }), fc.array(pass, { maxLength: 10 }), (before, after) => {
    lastSeq = 0
    const texts = new TextTable()
    const columns = columnsOf(before, new GateColumns(texts))
    const arrays: Record<string, BundleArray> = {}
    const saved = JSON.parse(JSON.stringify(columns.save(arrays)))
    const restored = new GateColumns(texts)
    restored.restore(saved, Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, values.slice()])))
    const reached = lastSeq
    columnsOf(after, columns)
    lastSeq = reached
    columnsOf(after, restored)
    for (let day = DAY - 20; day <= DAY; day++) {
      expect(restored.counts(0, day)).toEqual(columns.counts(0, day))
      expect(restored.readings(0, day, 0, 99)).toEqual(columns.readings(0, day, 0, 99))
      for (let student = 0; student < 5; student++) expect(restored.presenceOf(student, day)).toEqual(columns.presenceOf(student, day))
    }
  }))
})

it('what a pupil did does not depend on the order in which readings of different seconds came in', () => {
  fc.assert(fc.property(fc.uniqueArray(pass.map((each) => ({ ...each, day: DAY })), { selector: ({ second }) => second, maxLength: 12 }), (passes) => {
    const there = columnsOf(passes)
    const back = columnsOf([...passes].reverse())
    expect(back.counts(0, DAY)).toEqual(there.counts(0, DAY))
    for (let student = 0; student < 5; student++) expect(back.presenceOf(student, DAY)).toEqual(there.presenceOf(student, DAY))
  }))
})
