import { foldText } from '../../merge/address/foldText.ts'
import { HEADER_WORDS, WHOLE_HEADERS } from './columnMeanings.ts'
import type { HeaderWord } from './columnMeanings.ts'

export interface FoundWord {
  word: HeaderWord
  /** As it stands in the header. */
  spelling: string
}

export interface HeaderParts {
  words: FoundWord[]
  /** Characters that no word explains; of two columns with one meaning the better explained one wins. */
  unexplained: number
}

interface Spelling {
  word: HeaderWord
  text: string
  /** English spellings are matched at word boundaries. */
  pattern: RegExp | null
}

/** Longer than any header; what is longer is a cell of text that stands above the table. */
const LONGEST_HEADER = 60

const SPELLINGS: readonly Spelling[] = Object.entries(HEADER_WORDS)
  .flatMap(([word, spellings]) => spellings.map((spelling) => toSpelling(word as HeaderWord, spelling)))
  .sort((left, right) => right.text.length - left.text.length)

function toSpelling(word: HeaderWord, spelling: string): Spelling {
  const text = spelling.replace(/\*$/, '')
  if (!/^[a-z]/.test(text)) return { word, text, pattern: null }
  return { word, text, pattern: new RegExp(`(?<![a-z])${text}${spelling.endsWith('*') ? '' : '(?![a-z])'}`) }
}

/**
 * The meaning-carrying words of a header, the longest taking their characters first. Numbering, marks of obligation,
 * units in brackets and white space are passed over: `*2、手机号(必填)` is `手机号`. A word in brackets counts only
 * when nothing stands outside them.
 */
export function findHeaderWords(header: string): HeaderParts {
  if (header.length > LONGEST_HEADER * 4) return { words: [], unexplained: header.length }
  const bare = fold(header)
  const folded = Object.hasOwn(WHOLE_HEADERS, bare) ? WHOLE_HEADERS[bare]! : bare
  const outside = folded.replace(/\([^()]*\)/g, '|').replace(/\(.*$/, '')
  let rest = /[^|\s]/.test(outside) ? outside : folded.replace(/[()]/g, '')
  if (rest.length > LONGEST_HEADER) return { words: [], unexplained: rest.length }
  const words: FoundWord[] = []
  const hasLetters = /[a-z]/.test(rest)
  for (const { word, text, pattern } of SPELLINGS) {
    if (pattern !== null && !hasLetters) continue
    let at = rest.indexOf(text)
    if (at >= 0 && pattern !== null) at = rest.search(pattern)
    if (at < 0) continue
    if (!words.some((found) => found.word === word)) words.push({ word, spelling: text })
    // The gap keeps the letters on both sides from making a new word.
    rest = `${rest.slice(0, at)}|${rest.slice(at + text.length)}`
  }
  return { words, unexplained: rest.replace(/[|\s\d]/g, '').length }
}

function fold(header: string): string {
  return foldText(header.replace(/([a-z])([A-Z])/g, '$1 $2'))
    .toLowerCase()
    .replace(/[[【〔{]/g, '(')
    .replace(/[\]】〕}]/g, ')')
    .replace(/村\(居\)|居\(村\)/, '村居')
    .replace(/^[*※★\s]+/, '')
    .replace(/^(?:q?\d{1,3}[.、)．:]\s*)/, '')
    .replace(/[*:;?!。?_/\\]+/g, ' ')
    // Chinese headers are spread with blanks (姓  名); English words need theirs.
    .replace(/(?<![a-z0-9]) | (?![a-z0-9])/g, '')
    .trim()
    // 登记日, 返沪日 are dates; 今日 and 生日 are none of the register's.
    .replace(/(?<=.)(?<![今近生节每当昨末假])日$/, '日期')
}
