import { foldText } from './foldText.ts'
import { CHINESE_FIGURES, readChineseNumber } from './readChineseNumber.ts'

/** The word behind a room's number. */
const ROOM_WORD = new RegExp(`(?<=[\\dA-Z${CHINESE_FIGURES}])(?:号室|室号|号房间|号房|房间|室|房|号|户|#)$`)

/**
 * The canonical key of a room within its building: `302`, `0302`, `302室`, `302号房`, `三〇二室` and ` ３０２ ` give `302`.
 *
 * - Merged flats keep both numbers: `501、502室`, `0501/0502` → `501-502`.
 * - A stair comes first: `2单元301室` → `2-301`; a storey that the number repeats goes: `3楼301` → `301`.
 * - Basements are `B…`: `b101`, `负101`, `地下101`, `-101` → `B101`.
 * - Anything else (`商铺1`, `门卫室`) stays, folded and in upper case.
 *
 * Total and idempotent; empty only for a text without visible characters.
 */
export function normalizeRoom(text: string): string {
  let key = foldText(foldText(text).toUpperCase()).replace(/\s/g, '')
  for (let round = 0; round < 8; round++) {
    const again = normalizeOnce(key)
    if (again === key) return key
    key = again
  }
  return key
}

function normalizeOnce(folded: string): string {
  const parts = folded
    .replace(/[–—‐‑−_~～、,;/&+]/g, '-')
    // A spreadsheet that took the room for a number writes 302.0.
    .replace(/(?<=\d)\.0+$/, '')
    .replace(/^(?:地下|负|-)(?=0*\d{3})/, 'B')
    .replace(/^(\d+|[一二三四五六七八九十]+)(?:单元|门洞|梯)(?=.)/u, '$1-')
    .split('-')
    .filter((part) => part !== '')
    .map(plainRoom)
  if (parts.length === 0) return folded
  const key = parts.join('-')
  const repeated = /^(\d{1,2})[楼层]((\d{1,2})\d\d)$/.exec(key)
  return repeated !== null && repeated[1] === repeated[3] ? repeated[2]! : key
}

function plainRoom(part: string): string {
  // 门卫室, 地下室 are names: 室 goes only where a number stands before it.
  const bare = part
    .replace(/^第(?=\d)/, '')
    .replace(/^(?:ROOM|RM|UNIT|FLAT|APT)\.?(?=\d)/, '')
    .replace(ROOM_WORD, '')
  const chinese = readChineseNumber(bare)
  if (chinese !== null) return String(chinese)
  return bare.replace(/^0+(?=\d)/, '').replace(/^B0+(?=\d)/, 'B')
}
