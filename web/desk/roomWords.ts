/** Words of addresses, as the ledgers write them: they are read, never shown, and are the same in every language of the pages. */

/** `2单元301`, `二单元-301`, `A座301`: the words between a stair and its room. */
export const STAIR_WORDS = /^(?<stair>\d{1,2}|[一二三四五六七八九十]{1,3}|\p{L})(?:单元|门洞|梯|座)-?(?=\p{L}?\d)/u
/** One to nine. */
export const STAIR_FIGURES = '一二三四五六七八九'
export const TEN = '十'
/** The word for a room, at the end. */
export const ROOM_WORD = /[室房户]\s*$/u
