import { STAIR_WORDS } from './readRoomColumns.ts'

/** A room as it fits a cell: `2单元301室` is `2-301`, `401-402室` is `401-402`; a name (`门卫室`) stays whole. */
export const shortRoom = (room: string): string => room.replace(STAIR_WORDS, '$<stair>-').replace(/(?<=\d[A-Za-z]?)[室房户]$/u, '')
