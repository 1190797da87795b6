import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BuildingRow } from '../../server/feeds/rows.ts'
import { createLedger, createTestService, type TestService } from '../fixtures/createTestService.ts'

let test: TestService
beforeEach(async () => {
  test = await createTestService()
})
afterEach(() => test.remove())

const at = (lng: number): BuildingRow['polygons'] => [[[[lng, 31.2], [lng + 0.0004, 31.2], [lng + 0.0004, 31.2002], [lng, 31.2002], [lng, 31.2]]]]
const count = (): number => test.service.summary(null, {}).buildings

describe('footprints', () => {
  it('two shapes of one source with one address are two buildings, and a second import changes nothing', async () => {
    const rows: BuildingRow[] = [
      { sourceId: 'way/1', compound: '世纪大道', building: '8', polygons: at(121.5) },
      { sourceId: 'way/2', compound: '世纪大道', building: '8', polygons: at(121.51) },
      { sourceId: 'relation/3', compound: '世纪大道', building: '8', polygons: at(121.52) },
    ]
    expect(await test.service.accept('buildings', rows, 'test')).toMatchObject({ accepted: 3, duplicates: 0 })
    expect(count()).toBe(3)
    expect(await test.service.accept('buildings', rows, 'test')).toMatchObject({ accepted: 0, duplicates: 3 })
    test = await test.reopen()
    expect(await test.service.accept('buildings', rows, 'test')).toMatchObject({ accepted: 0, duplicates: 3 })
    expect(count()).toBe(3)
  })

  it('the footprint of an address that a ledger has made belongs to it', async () => {
    await test.service.accept('units', createLedger({ buildings: 1 }), 'test')
    await test.service.accept('buildings', [{ sourceId: 'way/1', compound: '测试新村', building: '1号', polygons: at(121.5) }], 'test')
    expect(count()).toBe(1)
    expect(test.service.units({ building: '1' }, {}, 'zh-CN')).toHaveLength(6)
  })

  it('a shape of another source, or one without an id, takes the place of the known one at its address', async () => {
    await test.service.accept('buildings', [{ sourceId: 'way/1', compound: '测试新村', building: '1号', polygons: at(121.5) }], 'test')
    await test.service.accept('buildings', [{ sourceId: 'FID-7', compound: '测试新村', building: '1号', polygons: at(121.5001) }], 'test')
    await test.service.accept('buildings', [{ compound: '测试新村', building: '1号', polygons: at(121.5002) }], 'test')
    expect(count()).toBe(1)
  })
})
