import { normalizeCommittee } from '../../../merge/normalizeCommittee.ts'
import type { ReportFigure } from '../../../packs/pack.ts'
import type { FormTarget } from '../../../protocol/deskReport.ts'
import type { CellLabels } from './listFormSheet.ts'

/** What forms write beside a figure, besides its name. */
const TOTAL_WORDS = ['合计', '总计', '全街道', '街道合计', '全区', 'total', 'sum']
const CHANGE_WORDS = ['较昨', '比昨', '较上', '比上', '增减', '变化', 'change']
const YESTERDAY_WORDS = ['昨日', '昨天', '前一日', '前日', '上一日', '上日', 'yesterday']
const DAY_WORDS = ['日期', '填报日', '填表日', '统计日', 'date']
const UNIT_WORDS = ['户', 'household', 'home', 'unit']
const PEOPLE_WORDS = ['人', 'people', 'person']

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
const hasAny = (text: string, words: readonly string[]): boolean => words.some((word) => text.includes(word))

/**
 * A guess at what belongs into a cell, by the texts beside and above it; the officer confirms. The figure is the one
 * most of whose words are found. Null: no guess. Pure.
 */
export function suggestTarget(figures: readonly ReportFigure[], committees: readonly { id: string; name: string }[], labels: CellLabels, sheetTexts: readonly string[]): FormTarget | null {
  const left = labels.left.map(fold)
  const above = labels.above.map(fold)
  const all = [...left, ...above]
  if (all.length === 0) return null
  const joined = all.join('|')
  const figure = bestFigure(figures, joined)
  if (!figure) return labels.isBeside && hasAny(left[left.length - 1], DAY_WORDS) ? { is: 'day' } : null
  const place = placeOf(committees, all) ?? (sheetTexts.some((text) => placeOf(committees, [fold(text)]) !== null || /居委/.test(text)) ? null : 'all')
  if (place === null) {
    // A line below the table, 空关户数: ____, speaks for itself; the heads above it are the table's.
    const nearest = left[left.length - 1]
    const own = labels.isBeside && nearest !== undefined ? bestFigure(figures, nearest) : null
    return own && figureOf(own, 'all', nearest, [nearest])
  }
  return figureOf(figure, place, joined, [...above].reverse(), [...left].reverse())
}

function figureOf(figure: ReportFigure, place: string, joined: string, ...lines: string[][]): FormTarget {
  const when = hasAny(joined, CHANGE_WORDS) ? 'change' : hasAny(joined, YESTERDAY_WORDS) ? 'yesterday' : 'today'
  return { is: 'figure', figure: figure.key, in: figure.only ?? countedIn(...lines), place, when }
}

/** The longest group of words all of which occur. A bare word needs no other that means the opposite. */
function bestFigure(figures: readonly ReportFigure[], joined: string): ReportFigure | null {
  let best: ReportFigure | null = null
  let bestLength = 0
  for (const figure of figures) for (const group of figure.words) {
    const length = group.reduce((sum, word) => sum + word.length, 0)
    if (length <= bestLength || !group.every((word) => joined.includes(fold(word)))) continue
    best = figure
    bestLength = length
  }
  return best
}

function placeOf(committees: readonly { id: string; name: string }[], texts: readonly string[]): string | null {
  for (const text of texts) {
    const found = committees.find(({ name }) => name !== '' && normalizeCommittee(text) === normalizeCommittee(fold(name)))
    if (found) return found.id
  }
  return texts.some((text) => TOTAL_WORDS.includes(text)) ? 'all' : null
}

/** The nearest text that says one of the two decides; where both stand in it, the one behind. */
function countedIn(...lines: string[][]): 'people' | 'units' {
  for (const text of lines.flat()) {
    const [unit, person] = [UNIT_WORDS, PEOPLE_WORDS].map((words) => Math.max(...words.map((word) => text.lastIndexOf(word))))
    if (unit !== person) return unit > person ? 'units' : 'people'
  }
  return 'people'
}
