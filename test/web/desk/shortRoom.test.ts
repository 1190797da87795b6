import { describe, expect, it } from 'vitest'
import { isRoomNumber } from '../../../web/desk/isRoomNumber.ts'
import { shortRoom } from '../../../web/desk/shortRoom.ts'

describe('a room in words', () => {
  it.each([
    ['301', '301'], ['301室', '301'], ['2单元301室', '2-301'], ['二单元-301', '二-301'], ['A座1101', 'A-1101'], ['401-402室', '401-402'], ['302A室', '302A'],
    ['门卫室', '门卫室'], ['商铺1', '商铺1'], ['地下室3', '地下室3'], ['单元', '单元'], ['', ''],
  ])('%j fits a cell as %j', (room, short) => expect(shortRoom(room)).toBe(short))

  it.each([['301', true], ['B101', true], ['301-302', true], ['2-301', true], ['301室', false], ['2单元301室 ', false], ['1103号房', false], ['门卫室', false], ['商铺1', false]])(
    '%j asks for the word behind it: %j', (room, asks) => expect(isRoomNumber(room)).toBe(asks))
})
