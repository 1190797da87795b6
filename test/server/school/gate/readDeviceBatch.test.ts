import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDeviceBatch } from '../../../../server/school/gate/readDeviceBatch.ts'
import { adapterOf, READING_ADAPTERS } from '../../../../server/school/gate/readingAdapters.ts'

const AT = Date.UTC(2020, 3, 12, 23, 2, 11)
const read = (kind: string, payload: unknown) => readDeviceBatch(adapterOf(kind)!, payload, 480)
const first = (kind: string, payload: unknown) => read(kind, payload).readings[0]?.reading

describe('what devices send', () => {
  it.each([
    ['plain', { clock: '2020-04-13T07:03:00+08:00', readings: [{ id: 'r1', measuredAt: '2020-04-13T07:02:11+08:00', studentNo: '20200001', temperatureCelsius: 36.4 }] }, { id: 'r1', at: AT, studentNo: '20200001', temperatureCelsius: 36.4, site: 'forehead', direction: 'in' }],
    ['plain', [{ at: AT, card: 'A001', temperatureCelsius: 36.4, site: 'armpit', direction: 'out' }], { at: AT, card: 'A001', site: 'armpit', direction: 'out' }],
    ['face-terminal', { records: [{ recordId: 17, checkTime: '2020-04-13 07:02:11', personId: 20200001, temperature: '36.5', passType: 1 }] }, { id: '17', at: AT, card: '20200001', temperatureCelsius: 36.5, site: 'thermal', direction: 'in' }],
    ['face-terminal', { operator: 'VerifyPush', info: { CustomizeID: 20200001, CreateTime: '2020-04-13 07:02:11', temperature: 36.61 } }, { at: AT, card: '20200001', temperatureCelsius: 36.61 }],
    ['thermal-camera', { events: [{ captureTime: AT / 1000, maxTemperature: '37.9℃' }] }, { at: AT, temperatureCelsius: 37.9, site: 'thermal' }],
    ['card-reader', { data: [{ cardNo: '00A1 B2C3', swipeTime: '2020/04/13 07:02:11', inOut: '出' }] }, { at: AT, card: '00A1 B2C3', direction: 'out' }],
  ])('%s: %j', (kind, payload, reading) => expect(first(kind, payload)).toMatchObject(reading))

  it('a clock alone is a sign of life', () => expect(read('face-terminal', { clock: AT })).toEqual({ clock: AT, readings: [] }))
  it('a reading without a number of its own has the same each time it is sent, and another than the next', () => {
    const row = { at: AT, studentNo: '1', temperatureCelsius: 36.4 }
    expect(first('plain', [row])!.id).toBe(first('plain', [{ ...row }])!.id)
    expect(first('plain', [row])!.id).not.toBe(first('plain', [{ ...row, at: AT + 1000 }])!.id)
  })
  it('a picture refuses the reading, one beside the list all of them; the others of a list are taken', () => {
    const good = { at: AT, studentNo: '1', temperatureCelsius: 36.4 }
    const batch = read('plain', { readings: [{ ...good, image: 'AAAA' }, good] })
    expect(batch.readings.map(({ problem }) => problem?.code ?? null)).toEqual(['image-not-taken', null])
    expect(read('plain', { snapPic: 'AAAA', readings: [good, good] }).readings.every(({ problem }) => problem?.code === 'image-not-taken')).toBe(true)
    expect(read('face-terminal', { operator: 'VerifyPush', SanpPic: 'data:image/jpeg;base64,AA', info: { CustomizeID: 1, CreateTime: AT, temperature: 36 } }).readings[0].problem?.code).toBe('image-not-taken')
  })
  it('says what cannot be read, reading by reading', () => {
    const { readings } = read('plain', { readings: [7, { studentNo: '1' }, { at: 'yesterday', studentNo: '1' }, { at: AT, studentNo: '1', temperatureCelsius: 'hot' }] })
    expect(readings.map(({ problem }) => `${problem!.field}:${problem!.code}`)).toEqual([':not-an-object', 'measuredAt:missing', 'measuredAt:not-an-instant', 'temperatureCelsius:not-a-number'])
  })
  it('nothing throws', () => {
    fc.assert(fc.property(fc.constantFrom(...READING_ADAPTERS), fc.anything(), (adapter, payload) => { readDeviceBatch(adapter, payload, 480) }))
  })
})
