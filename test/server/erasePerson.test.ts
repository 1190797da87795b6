import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLedger, createPersonRow, createRosterRow, createSchoolRow, createTestService, type TestService } from '../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService()
})
afterEach(() => test.remove())

/** Everything that lies in the data folder, as bytes: tables, free pages, the write-ahead log, checkpoints. */
const bytesOnDisk = (): Buffer => Buffer.concat(readdirSync(test.folder).map((file) => readFileSync(join(test.folder, file))))
const isOnDisk = (text: string): boolean => bytesOnDisk().includes(Buffer.from(text, 'utf8'))

const NAME = '欧阳除名'
const PHONE = '10077778888'
const OLD_PHONE = '10066665555'
const ID = '99010119770707007X'
const SPACED = '100 7777 8888'

describe('erasePerson', () => {
  it('leaves no trace of name, phone or number anywhere, and every count as it was', async () => {
    const { service } = test
    const ledger = createLedger()
    await service.accept('units', [{ ...ledger[0], headName: NAME, headPhone: PHONE, landlordName: '别人' }, ...ledger.slice(1)], 'test')
    await service.accept('residents', [{ compound: '测试新村', building: '1号', room: '101', name: NAME, idNumber: ID, phone: OLD_PHONE, plates: ['沪A12345'], note: `${NAME}的车` }], 'test')
    await service.accept('household', [
      createPersonRow(1, { name: NAME, idNumber: ID, phone: PHONE, state: 'returned', origin: `浙江温州,电话${PHONE}`, returnedOn: '2020-02-10', note: `找${NAME}`, id: `${ID}-1` }),
      createPersonRow(2, { name: '邻居', room: '102', note: `有事找${NAME} ${SPACED}` }),
      { ...createPersonRow(3), name: undefined, idNumber: undefined, phone: undefined, room: '101', state: 'stayed', note: `户主${NAME}不在` },
    ], 'test')
    await service.accept('roster', [createRosterRow(1, { name: '小小', guardianName: NAME, guardianPhone: PHONE })], 'test')
    await service.accept('school', [createSchoolRow(1, { note: `${NAME}填写` })], 'test')
    await service.accept('verification', [{ issuedOn: '2020-02-15', list: '协查', compound: '测试新村', building: '1', room: '101', name: NAME, idNumber: ID, phone: PHONE }], 'test')
    for (const text of [NAME, PHONE, OLD_PHONE, ID]) expect(isOnDisk(text)).toBe(true)
    const before = service.summary(null, {})
    const unitsBefore = service.units({}, {}, 'zh-CN')

    expect(await service.erasePerson({ idNumber: ID })).toBe(true)
    await service.checkpoint()

    for (const text of [NAME, PHONE, OLD_PHONE, ID, SPACED]) expect(isOnDisk(text), text).toBe(false)
    expect(service.summary(null, {})).toEqual(before)
    expect(service.units({}, {}, 'zh-CN')).toEqual(unitsBefore)
    test = await test.reopen()
    expect(test.service.summary(null, {})).toEqual(before)
    for (const text of [PHONE, OLD_PHONE, ID, NAME]) expect(isOnDisk(text), text).toBe(false)
  })

  it('a student is erased with the number that the roster gave', async () => {
    await test.service.accept('roster', [createRosterRow(1, { name: NAME, idNumber: ID, studentNo: '77665544332' })], 'test')
    await test.service.accept('school', [createSchoolRow(1, { name: NAME, studentNo: '77665544332' })], 'test')
    const before = test.service.schoolDay('测试小学', test.service.today())
    expect(await test.service.erasePerson({ idNumber: ID })).toBe(true)
    expect(test.service.schoolDay('测试小学', test.service.today())).toEqual(before)
    for (const text of [NAME, ID, '77665544332']) expect(isOnDisk(text), text).toBe(false)
  })

  it.each([
    ['an identity number with blanks and a small x', { idNumber: ' 990101 19770707 007x ' }],
    ['full-width digits', { idNumber: '９９０１０１１９７７０７０７００７Ｘ' }],
    ['a phone with +86 and hyphens', { name: '王 小小', phone: '+86 139-0000-1111' }],
  ])('finds the person by %s, as a report would', async (_, query) => {
    await test.service.accept('units', createLedger(), 'test')
    await test.service.accept('household', [createPersonRow(1, { name: '王小小', idNumber: '99010119770707007X', phone: '13900001111' })], 'test')
    expect(await test.service.erasePerson(query)).toBe(true)
  })

  it('finds nobody by a number that is none', async () => {
    await test.service.accept('units', createLedger(), 'test')
    await test.service.accept('household', [createPersonRow(1, { name: '王小小', phone: '13900001111' })], 'test')
    expect(await test.service.erasePerson({ idNumber: '无' })).toBe(false)
    expect(await test.service.erasePerson({ name: '王小小', phone: '无' })).toBe(false)
  })

  it('says false for somebody it does not know', async () => {
    expect(await test.service.erasePerson({ name: NAME, phone: PHONE })).toBe(false)
  })
})
