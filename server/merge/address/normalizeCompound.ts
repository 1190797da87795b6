import { foldText } from './foldText.ts'

/**
 * The canonical key of a compound's name: NFKC, trimmed, one kind of bracket, upper-case letters, no spaces except
 * between two Latin words. Nothing is guessed: `浦南三村` and `浦南三村小区` stay two names (the alias table joins them).
 */
export function normalizeCompound(text: string): string {
  return foldText(foldText(text).toUpperCase())
    .replace(/[[【〔〖{]/g, '(')
    .replace(/[\]】〕〗}]/g, ')')
    .replace(/ ?([()]) ?/g, '$1')
    .replace(/(?<![A-Z0-9]) | (?![A-Z0-9])/g, '')
}
