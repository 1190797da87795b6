import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReach } from '../../../../server/desk/createReach.ts'
import { createSearch, type DeskSearch, MOST_HITS } from '../../../../server/desk/search/createSearch.ts'
import { idOf } from '../../../../server/merge/opaqueId.ts'
import type { SearchHit } from '../../../../server/protocol/desk.ts'
import { createLedger, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

/** Invented people; each name with its reading. */
const NAMES: [name: string, reading: string, initials: string][] = [
  ['王小华', 'wangxiaohua', 'wxh'], ['单田芳', 'shantianfang', 'stf'], ['曾国强', 'zengguoqiang', 'zgq'], ['解小东', 'xiexiaodong', 'xxd'],
  ['吕绿', 'lvlv', 'll'], ['欧阳娜娜', 'ouyangnana', 'oynn'], ['查良镛', 'zhaliangyong', 'zly'], ['𠮷田', '𠮷tian', '𠮷t'],
]
const COMPOUNDS = ['东里', '西里'] as const
const HERE = '东居委会'

const idNumberOf = (person: number): string => `99010119${800_101 + person}${String(431 + person * 7)}${person % 3 === 0 ? 'X' : String(person)}`
const phoneOf = (person: number): string => `1004${String(5_371_902 + person * 1_234_577).slice(0, 7)}`

let test: TestService
let search: DeskSearch

beforeAll(async () => {
  test = await createTestService()
  await test.service.accept('units', COMPOUNDS.flatMap((compound) => createLedger({ compound, committee: compound === '东里' ? HERE : '西居委会', buildings: 2 })), 'test')
  // Every other person lives elsewhere; three ways of being somewhere.
  for (let person = 0; person < NAMES.length; person++) {
    const home = { compound: COMPOUNDS[person % 2], building: '1号', room: '101' }
    const identity = { name: NAMES[person][0], phone: phoneOf(person), idNumber: idNumberOf(person) }
    if (person < 4) await test.service.accept('residents', [{ ...home, ...identity }], 'test')
    else if (person < 6) await test.service.accept('household', [{ registeredOn: '2020-02-15', state: 'stayed', ...home, ...identity }], 'test')
    else await test.service.accept('roster', [{ school: '测试小学', grade: '一年级', class: '一(1)班', studentNo: `S${person}`, name: identity.name, idNumber: identity.idNumber, guardianPhone: identity.phone, address: `${home.compound}1号101室` }], 'test')
  }
  search = createSearch(test.service.desk.context)
})
afterAll(async () => {
  search.close()
  await test.remove()
})

const ask = (text: string, places: string[], limit?: number): Promise<SearchHit[]> => {
  const { context } = test.service.desk
  return search.search(text, () => createReach(context.known().registers, context.world(), { places, schools: [] }), limit)
}
const idOfPlace = (name: string): string => {
  const { places } = test.service.desk.context.known().registers
  return idOf('n', places.findIndex((place) => place.name === name))
}
const personId = (person: number): string => idOf('p', test.service.desk.context.store.vault.findKey(`i:${idNumberOf(person)}`)!)

describe('createSearch', () => {
  const ways: [way: string, of: (person: number) => string[]][] = [
    ['the name', (person) => [NAMES[person][0], [...NAMES[person][0]].slice(0, 2).join('')]],
    ['its reading', (person) => [NAMES[person][1], NAMES[person][1].toUpperCase(), NAMES[person][1].slice(0, -1)]],
    ['its initials', (person) => [NAMES[person][2]]],
    // A roster's phone is the guardian's.
    ['any four digits of the phone', (person) => (person < 6 ? [0, 3, 7].map((from) => phoneOf(person).slice(from, from + 4)).concat(phoneOf(person), phoneOf(person).replace(/(\d{4})/g, '$1 ')) : [])],
    ['the last four of the identity number', (person) => [idNumberOf(person).slice(-4), idNumberOf(person).slice(-4).toLowerCase(), idNumberOf(person)]],
    ['name and number', (person) => [`${NAMES[person][0]} ${idNumberOf(person).slice(-4)}`, `${idNumberOf(person).slice(-4)} ${NAMES[person][2]}`]],
  ]
  for (const [way, textsOf] of ways) {
    it(`finds everybody by ${way}, if and only if their home is in reach`, async () => {
      for (let person = 0; person < NAMES.length; person++) {
        const id = personId(person)
        for (const text of textsOf(person)) {
          const found = async (places: string[]): Promise<boolean> => (await ask(text, places)).some((hit) => hit.kind === 'person' && hit.id === id)
          expect([text, await found(['all'])]).toEqual([text, true])
          expect([text, await found([idOfPlace(HERE)])]).toEqual([text, person % 2 === 0])
          expect([text, await found([])]).toEqual([text, false])
        }
      }
    })
  }

  it.each(['东里1号101室', '东里1幢0101', '东里 １＃ １０１', '东里1-101', '东里一号一〇一室', '上海市浦东新区东里1号101', '东里1号楼101室'])('finds a home by %s', async (text) => {
    const [first] = await ask(text, ['all'])
    expect(first).toMatchObject({ kind: 'unit', title: '东里 1号 101', detail: HERE, status: expect.any(Number) as number })
    expect(await ask(text, [idOfPlace('西居委会')])).toEqual([])
  })

  it('an address without its compound finds only homes in reach', async () => {
    expect((await ask('1号101', ['all'])).map(({ title }) => title)).toEqual(['东里 1号 101', '西里 1号 101'])
    expect((await ask('1号101', [idOfPlace(HERE)])).map(({ title }) => title)).toEqual(['东里 1号 101'])
  })

  it('a house, a compound and a committee are found by name and by pinyin, before people', async () => {
    expect((await ask('东里2号', ['all']))[0]).toMatchObject({ kind: 'building', title: '东里 2号' })
    expect((await ask('东里9号', ['all']))[0]?.kind).not.toBe('unit')
    expect((await ask('东里2号999', ['all']))[0]).toMatchObject({ kind: 'building', title: '东里 2号' })
    expect((await ask('东里', ['all'])).map(({ kind }) => kind)).toEqual(['place', 'building', 'building'])
    expect((await ask('dongli', ['all']))[0]).toMatchObject({ kind: 'place', title: '东里', building: null })
    expect((await ask('东居委', ['all']))[0]).toMatchObject({ kind: 'place', title: HERE })
  })

  it('a lane leads to its houses, one number of merged flats to them, a number without its stair to each stair', async () => {
    await test.service.accept('units', [['58弄3号', '301-302'], ['58弄4号', '1单元501'], ['58弄4号', '2单元501室'], ['58弄4号', '2单元502']].map(([building, room]) => ({ committee: HERE, compound: '北里', building, room })), 'test')
    const titles = async (text: string): Promise<string[]> => (await ask(text, ['all'])).map(({ title }) => title).sort()
    expect(await titles('58弄')).toEqual(['北里 58弄3号', '北里 58弄4号'])
    expect(await titles('北里58弄3号302')).toEqual(['北里 58弄3号 301-302'])
    expect(await titles('58弄4号501室')).toEqual(['北里 58弄4号 1单元501', '北里 58弄4号 2单元501室'])
    expect(await ask('58弄', [idOfPlace('西居委会')])).toEqual([])
  })

  it('exact before begun before inside', async () => {
    await test.service.accept('residents', ['何甲乙丙', '甲乙', '甲乙丙'].map((name) => ({ compound: '东里', building: '2号', room: '302', name })), 'test')
    const { vault } = test.service.desk.context.store
    const names = (await ask('甲乙', ['all'])).map(({ id }) => vault.person(parseInt(id.slice(1), 36))!.name)
    expect(names).toEqual(['甲乙', '甲乙丙', '何甲乙丙'])
  })

  it('masks people, and says where they live', async () => {
    const [hit] = await ask('王小华', ['all'])
    expect(hit).toMatchObject({ kind: 'person', title: '王**', status: expect.any(Number) as number })
    expect(hit.detail).toBe(`东里 1号 101 · ${phoneOf(0).slice(0, 3)}****${phoneOf(0).slice(-4)}`)
    expect(hit.open).toMatch(/^u/)
    expect(hit.building).toMatch(/^b/)
  })

  it('never gives more lines than asked, and never more than the most', async () => {
    await test.service.accept('residents', Array.from({ length: 40 }, (_, i) => ({ compound: '东里', building: '2号', room: '301', name: `多多${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'子丑寅卯'[i % 4]}`, phone: `1009${String(i).padStart(7, '0')}` })), 'test')
    expect(await ask('多多', ['all'])).toHaveLength(MOST_HITS)
    expect(await ask('多多', ['all'], 1000)).toHaveLength(MOST_HITS)
    expect(await ask('多多', ['all'], 3)).toHaveLength(3)
    expect(await ask('多多', [idOfPlace('西居委会')])).toEqual([])
  })

  it('any text is answered, and nothing from outside the scope is in any answer', async () => {
    const { context } = test.service.desk
    const { registers } = context.known()
    const here = [idOfPlace(HERE)]
    const reach = createReach(registers, context.world(), { places: here, schools: [] })
    const pieces = fc.constantFrom(...NAMES.flat(), ...COMPOUNDS, '西居委会', '西里1号101室', '1号', '101', ...NAMES.map((_, person) => phoneOf(person)), ...NAMES.map((_, person) => idNumberOf(person)), '.*', '(', '[', '\\', '\u0000', '😀', '１２３４', '%', '_', '多多', '\ud800')
    const texts = fc.oneof(fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 300 }))
    await fc.assert(fc.asyncProperty(texts, async (text) => {
      const hits = await ask(text, here)
      expect(hits.length).toBeLessThanOrEqual(MOST_HITS)
      for (const hit of hits) {
        const number = parseInt(hit.open.slice(1), 36)
        expect(hit.open[0] === 'u' ? reach.hasUnit(number) : hit.open[0] === 'b' ? reach.hasBuilding(number) : reach.hasPlace(number)).toBe(true)
        expect(`${hit.title}${hit.detail}`).not.toContain('西')
      }
    }), { numRuns: 300 })
    for (const text of ['x'.repeat(10_000), '1'.repeat(10_000), '王'.repeat(10_000), '\u0000'.repeat(5), '(a+)+$', '😀😀']) expect(await ask(text, ['all'])).toEqual([])
  })

  it('follows the vault: a new number is found and the old one is not, somebody new is there, somebody erased is gone', async () => {
    const row = { compound: '东里', building: '2号', room: '201', name: '改号人', idNumber: '990101199001015678' }
    await test.service.accept('residents', [{ ...row, phone: '10088880001' }], 'test')
    expect(await ask('10088880001', ['all'])).toHaveLength(1)
    await test.service.accept('residents', [{ ...row, phone: '10088880002' }], 'test')
    expect(await ask('10088880001', ['all'])).toEqual([])
    expect(await ask('10088880002', ['all'])).toHaveLength(1)
    expect(await test.service.erasePerson({ idNumber: row.idNumber })).toBe(true)
    for (const text of ['改号人', 'ghr', 'gaihaoren', '10088880002', '8888', '5678', row.idNumber]) expect([text, await ask(text, ['all'])]).toEqual([text, []])
  })

  it('who moves is found where they are now', async () => {
    const row = { name: '搬家人', idNumber: '990101199001016789', state: 'stayed' as const, building: '1号', room: '201' }
    await test.service.accept('household', [{ ...row, compound: '西里', registeredOn: '2020-02-14' }], 'test')
    expect(await ask('搬家人', [idOfPlace(HERE)])).toEqual([])
    await test.service.accept('household', [{ ...row, compound: '东里', registeredOn: '2020-02-15' }], 'test')
    expect(await ask('搬家人', [idOfPlace(HERE)])).toHaveLength(1)
    expect(await ask('搬家人', [idOfPlace('西居委会')])).toEqual([])
  })

  it('twenty questions at once, while people come in, are all answered', async () => {
    const answers = Promise.all(Array.from({ length: 20 }, (_, i) => ask(NAMES[i % NAMES.length][0], ['all'])))
    await test.service.accept('residents', Array.from({ length: 300 }, (_, i) => ({ compound: '西里', building: '2号', room: '101', name: `来人${i}` })), 'test')
    for (const hits of await answers) expect(hits.length).toBeGreaterThan(0)
    expect((await ask('来人299', ['all'])).length).toBe(1)
  })

  it('what a rewind takes back is gone, and a number given again names somebody else', async () => {
    const other = await createTestService()
    const { service } = other
    const box = createSearch(service.desk.context)
    const find = async (text: string): Promise<number> => {
      const { context } = service.desk
      return (await box.search(text, () => createReach(context.known().registers, context.world(), { places: ['all'], schools: [] }))).length
    }
    await service.accept('units', createLedger(), 'test')
    await service.keepBase()
    const row = { compound: '测试新村', building: '1号', room: '101' }
    await service.accept('residents', [{ ...row, name: '暂住人' }], 'demo')
    expect(await find('暂住人')).toBe(1)
    await service.rewind('demo')
    expect(await find('暂住人')).toBe(0)
    await service.accept('residents', [{ ...row, name: '后来人' }], 'test')
    expect([await find('暂住人'), await find('后来人')]).toEqual([0, 1])
    box.close()
    await other.remove()
  })

  it('a closed search holds nobody', async () => {
    const other = createSearch(test.service.desk.context)
    await other.prepare()
    other.close()
    const { context } = test.service.desk
    expect(await other.search('王小华', () => createReach(context.known().registers, context.world(), { places: ['all'], schools: [] }))).toEqual([])
  })
})
