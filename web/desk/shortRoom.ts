import { ROOM_WORD, STAIR_WORDS } from './roomWords.ts'

/** A room as it fits a cell: `2单元301室` is `2-301`, `401-402室` is `401-402`; a name (`门卫室`) stays whole. */
export function shortRoom(room: string): string {
  const bare = room.replace(ROOM_WORD, '')
  return (/\d[A-Za-z]?$/.test(bare) ? bare : room).replace(STAIR_WORDS, '$<stair>-')
}
