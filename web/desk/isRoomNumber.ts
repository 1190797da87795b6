import { ROOM_WORD } from './roomWords.ts'

/**
 * Whether the word for a room belongs behind it: so with a number (`301-302`, `B101`), not with a name (`门卫室`, `商铺1`), nor
 * where the ledger has written it (`2单元301室`).
 */
export function isRoomNumber(room: string): boolean {
  const folded = room.normalize('NFKC')
  return /^[A-Z]{0,2}\d/i.test(folded) && !ROOM_WORD.test(folded)
}
