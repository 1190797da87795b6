/** A name as it is compared: no blanks between Chinese characters, one kind of middle dot (阿卜杜拉·买买提). Rare characters stay. */
export function normalizeName(text: string): string {
  if (!/[\s.\u30fb\u2022\u2027\u2219\uff65]/.test(text)) return text
  return text.replace(/[\u30fb\u2022\u2027\u2219\uff65]/g, '·').replace(/(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu, '·').replace(/(?<=[\p{Script=Han}·])\s+(?=[\p{Script=Han}·])/gu, '')
}
