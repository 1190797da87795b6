import { foldText } from '../../../merge/address/foldText.ts'

/** Plates of one home from one cell, upper case without dots and blanks: `沪A·3K921、沪B12345` → two. Placeholders give none. */
export function parsePlates(text: string): string[] {
  return foldText(text.slice(0, 300)).toUpperCase().split(/[,，、;；/|\n]+| (?=\p{Script=Han})/u)
    .map((plate) => plate.replace(/[\s.·•-]/g, ''))
    .filter((plate) => /^\p{Script=Han}?[A-Z0-9]{4,8}\p{Script=Han}?$/u.test(plate))
    .slice(0, 10)
}
