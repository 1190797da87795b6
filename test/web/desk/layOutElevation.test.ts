import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CellView } from '../../../server/protocol/desk.ts'
import { type ElevationLayout, layOutElevation } from '../../../web/desk/layOutElevation.ts'

const cellOf = (room: string, storey: number | null, tenure: string | null = null): CellView =>
  ({ id: `u-${room}-${storey}`, room, storey, tenure, status: 0, tags: 0, day: null, todo: false, seq: 1 })
const cellsOf = (rooms: string[]): CellView[] => rooms.map((room) => {
  const digits = /(?:^|-)B?(\d{1,2})\d\d(?!\d)/.exec(room.replace(/^\d-/, ''))
  return cellOf(room, digits ? Number(digits[1]) * (room.startsWith('B') ? -1 : 1) : null)
})
/** One line a row: `3: 301@0 302@1+2`. */
const drawn = ({ rows }: ElevationLayout): string[] => rows.map(({ storey, cells }) =>
  `${storey ?? '?'}: ${cells.map(({ cell, column, span }) => `${cell.room}@${column}${span > 1 ? `+${span}` : ''}`).join(' ')}`)

describe('layOutElevation', () => {
  it('storeys stand from the top, and one that is in no number is not there', () => {
    expect(drawn(layOutElevation(cellsOf(['301', '302', '501', '502', '1501', '1301', 'B101'])))).toEqual([
      '15: 1501@0', '13: 1301@0', '5: 501@0 502@1', '3: 301@0 302@1', '-1: B101@0',
    ])
  })

  it('the same last digits are one column on every storey, and what is missing leaves a hole', () => {
    expect(drawn(layOutElevation(cellsOf(['201', '203', '202', '1103', '1101'])))).toEqual(['11: 1101@0 1103@2', '2: 201@0 202@1 203@2'])
  })

  it('merged flats span their columns, but never over a neighbour', () => {
    expect(drawn(layOutElevation(cellsOf(['1101-1102', '1103', '1001', '1002', '1003', '901-903', '902'])))).toEqual([
      '11: 1101-1102@0+2 1103@2', '10: 1001@0 1002@1 1003@2', '9: 901-903@0 902@1',
    ])
  })

  it('a stair before the room is a part of the building of its own', () => {
    const layout = layOutElevation(cellsOf(['1-301', '1-302', '2-301', '2-302', '2-201', '10-301']))
    expect(drawn(layout)).toEqual(['3: 1-301@0 1-302@1 2-301@2 2-302@3 10-301@4', '2: 2-201@2'])
    expect(layout.stairs).toEqual([{ name: '1', column: 0, span: 2 }, { name: '2', column: 2, span: 2 }, { name: '10', column: 4, span: 1 }])
  })

  it('a stair in words is a part of the building, too: each storey under its own, from first to last', () => {
    const layout = layOutElevation([cellOf('1单元501室', 5), cellOf('2单元502室', 5), cellOf('3单元501室', 5), cellOf('3单元601室', 6), cellOf('2单元501室', 5)])
    expect(drawn(layout)).toEqual(['6: 3单元601室@3', '5: 1单元501室@0 2单元501室@1 2单元502室@2 3单元501室@3'])
    expect(layout.stairs.map(({ name }) => name)).toEqual(['1', '2', '3'])
    expect(layOutElevation(['三单元-301', '一单元301', '十二单元301', '二单元301'].map((room) => cellOf(room, 3))).stairs.map(({ name }) => name)).toEqual(['1', '2', '3', '12'])
    expect(layOutElevation(['A座301', 'B座301', 'A座302'].map((room) => cellOf(room, 3))).stairs.map(({ name, span }) => [name, span])).toEqual([['A', 2], ['B', 1]])
  })

  it('shops that do not follow the homes keep their own widths; those that do are aligned', () => {
    const homes = cellsOf(['201', '202', '203', '204', '205', '206'])
    expect(drawn(layOutElevation([...homes, cellOf('S1', 1, 'shop'), cellOf('S2', 1, 'shop'), cellOf('S3', 1, 'shop')]))[1]).toBe('1: S1@0+2 S2@2+2 S3@4+2')
    expect(drawn(layOutElevation([...homes, cellOf('101', 1, 'shop'), cellOf('104', 1, 'shop')]))[1]).toBe('1: 101@0 104@3')
    expect(drawn(layOutElevation([...homes, ...Array.from({ length: 8 }, (_, i) => cellOf(`B1${String(i + 51)}`, -1))]))[1]).toMatch(/^-1: B151@0 B152@1 .*B158@7$/)
  })

  it('a room that is a name stands to the right of the homes of its storey, one without a storey in a row of its own', () => {
    const layout = layOutElevation([...cellsOf(['101', '102', '201']), cellOf('门卫', 1), cellOf('活动室', null), cellOf('水泵房', null)])
    expect(drawn(layout)).toEqual(['2: 201@0', '1: 101@0 102@1 门卫@2', '?: 活动室@0 水泵房@1'])
    expect(layout.columns).toBe(3)
  })

  it('a flat divided into two takes one column of two', () => {
    expect(drawn(layOutElevation([cellOf('301A', 3), cellOf('301B', 3), cellOf('302', 3), cellOf('201', 2), cellOf('202', 2)]))).toEqual([
      '3: 301A@0 301B@1 302@2', '2: 201@0+2 202@2',
    ])
  })

  it('a storey of more than 99 rooms, and one whose ledger says so against the number', () => {
    expect(drawn(layOutElevation([cellOf('1111', 1), cellOf('1101', 1), cellOf('301', 2)]))).toEqual(['2: 301@0', '1: 1101@1 1111@2'])
  })

  it('two cellars of one number stand side by side, also below a merged flat', () => {
    const { rows } = layOutElevation([{ ...cellOf('107-109', 1), id: 'a' }, { ...cellOf('109', -1), id: 'b' }, { ...cellOf('109', -1), id: 'c' }])
    expect(rows[1].cells.map(({ column, span }) => [column, span])).toEqual([[0, 1], [1, 1]])
  })

  it('an empty building has no rows', () => expect(layOutElevation([])).toEqual({ columns: 0, rows: [], stairs: [] }))

  const room = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 })).map(([storey, n]) => `${storey}${String(n).padStart(2, '0')}`),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 })).map(([stair, storey, n]) => `${stair}-${storey}0${n}`),
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 })).map(([storey, n, more]) => `${storey}0${n}-${storey}${String(n + more).padStart(2, '0')}`),
    fc.constantFrom('B101', 'A301', '301A', '门卫', '商铺1', '-', '', '3-', '０３０２'),
    fc.string({ maxLength: 8, unit: 'grapheme' }),
  )
  const cell = fc.record({ id: fc.uuid(), room, storey: fc.option(fc.integer({ min: -3, max: 45 }).filter((storey) => storey !== 0)), tenure: fc.constantFrom(null, 'owned', 'shop') })
    .map((made): CellView => ({ ...cellOf('', null), ...made }))

  it('property: every unit stands exactly once, in the row of its storey, top to bottom, and none lies over another', () => {
    fc.assert(fc.property(fc.uniqueArray(cell, { selector: ({ id }) => id, maxLength: 60 }), (cells) => {
      const { rows, columns, stairs } = layOutElevation(cells)
      expect(rows.flatMap((row) => row.cells.map((placed) => placed.cell.id)).sort()).toEqual(cells.map(({ id }) => id).sort())
      const storeys = rows.map(({ storey }) => storey ?? -Infinity)
      expect(storeys).toEqual([...storeys].sort((a, b) => b - a))
      for (const row of rows) {
        expect(row.cells.length).toBeGreaterThan(0)
        let free = 0
        for (const { cell: { storey }, column, span } of row.cells) {
          expect(storey).toBe(row.storey)
          expect(column).toBeGreaterThanOrEqual(free)
          expect(span).toBeGreaterThanOrEqual(1)
          free = column + span
        }
        expect(free).toBeLessThanOrEqual(columns)
      }
      let column = 0
      for (const stair of stairs) {
        expect(stair.column).toBe(column)
        column += stair.span
      }
    }))
  })

  it('property: the order in which cells come changes nothing', () => {
    fc.assert(fc.property(fc.uniqueArray(cell, { selector: ({ id }) => id, maxLength: 30 }), (cells) => {
      expect(layOutElevation([...cells].reverse())).toEqual(layOutElevation(cells))
    }))
  })
})
