import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertFeed } from '../../../../server/feeds/alert/parse.ts'
import type { AlertRow } from '../../../../server/feeds/alert/alertRow.ts'
import { dayFromText } from '../../../../server/protocol/day.ts'

const context = { today: dayFromText('2020-02-16')!, now: Date.parse('2020-02-16T07:00:00+08:00'), zoneOffsetMinutes: 480 }
const parse = (row: unknown) => alertFeed.parse(row, context)
const opening: AlertRow = { act: 'open', key: 'fever:s1:2020-02-16', rule: 'fever', students: ['s1'], campus: 'c0', class: '一(1)班', day: '2020-02-16', check: 7, details: { celsius: 38.1, limit: 37.3 } }
const bodyOf = (row: unknown) => {
  const read = parse(row)
  if (Array.isArray(read)) throw new Error(JSON.stringify(read))
  return read
}
const codesOf = (row: unknown) => {
  const read = parse(row)
  return Array.isArray(read) ? read.map(({ field, code }) => `${field} ${code}`) : []
}

describe('an alert’s row', () => {
  it('opens one', () => {
    expect(bodyOf(opening)).toMatchObject({ subject: 'alert', validOn: context.today, privateCells: null, body: { ...opening, day: context.today } })
  })
  it('keeps the words of a note in the vault, never in the log', () => {
    const read = bodyOf({ act: 'verify', alert: 'k3', seen: 12, verdict: 'false-alarm', note: '家长张三说刚跑过步 13800001234' })
    expect(read.body).toEqual({ act: 'verify', alert: 'k3', seen: 12, verdict: 'false-alarm' })
    expect(read.privateCells).toEqual({ note: '家长张三说刚跑过步 13800001234' })
  })
  it.each([
    [{}, ['act missing', 'alert missing']],
    [{ act: 'shout', alert: 'k1' }, ['act unknown-value']],
    [{ act: 'acknowledge' }, ['alert missing']],
    [{ act: 'acknowledge', alert: 'k1', seen: '7' }, ['seen not-a-number']],
    [{ act: 'verify', alert: 'k1' }, ['verdict missing']],
    [{ act: 'verify', alert: 'k1', verdict: 'maybe' }, ['verdict unknown-value']],
    [{ act: 'assign', alert: 'k1', to: '王老师' }, ['to unknown-account']],
    [{ act: 'climb', alert: 'k1', level: 0 }, ['level out-of-range']],
    [{ act: 'note', alert: 'k1' }, ['note missing']],
    [{ act: 'close', alert: 'k1', why: 'tired' }, ['why unknown-value']],
    [{ ...opening, students: ['张三'] }, ['students not-a-list']],
    [{ ...opening, details: { celsius: null } }, ['details unknown-value']],
    [{ ...opening, details: { 'some text': 1 } }, ['details unknown-value']],
    [{ ...opening, day: '2020-02-17' }, ['day date-in-future']],
    [{ ...opening, check: 0 }, ['check not-a-number']],
  ])('%j is refused', (row, codes) => expect(codesOf(row)).toEqual(codes))
  it('takes leave of a group with null', () => expect(bodyOf({ act: 'group', alert: 'k1', group: null }).body).toEqual({ act: 'group', alert: 'k1', group: null }))
  it('never throws, and takes nothing that is not one of its fields', () => {
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom('act', 'alert', 'seen', 'note', 'verdict', 'to', 'level', 'group', 'key', 'rule', 'students', 'campus', 'day', 'check', 'details', 'name'), fc.oneof(fc.jsonValue(), fc.constantFrom('open', 'verify', 'true', 'c0', '2020-02-16')))), (row) => {
      const read = parse(row)
      if (!Array.isArray(read)) expect(Object.keys(read.body)).not.toContain('name')
    }))
  })
})
