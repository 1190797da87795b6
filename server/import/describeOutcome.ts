import type { ServerOutcome } from './sendFile.ts'

const WORDS = {
  'zh-CN': { rows: '数据行', accepted: '新接收', duplicates: '重复', rejected: '退回', columns: '各列的含义', none: '(未采用)', note: '备注', rejects: '退回的行存于', warning: '注意' },
  en: { rows: 'rows', accepted: 'accepted', duplicates: 'duplicates', rejected: 'rejected', columns: 'what each column was taken for', none: '(passed over)', note: 'note', rejects: 'rejected rows', warning: 'note' },
} as const

/** The outcome for people, line by line. */
export function describeOutcome(outcome: ServerOutcome, rejectsFile: string | null, locale: 'zh-CN' | 'en'): string[] {
  const words = WORDS[locale]
  const figures = (['rows', 'accepted', 'duplicates', 'rejected'] as const).map((name) => `${words[name]} ${outcome[name].toLocaleString('en-US')}`)
  const lines = [`${outcome.kind}  ${figures.join('  ')}`]
  if (outcome.columns.length > 0) {
    lines.push(`${words.columns}:`)
    for (const { header, takenFor } of outcome.columns) lines.push(`  ${printable(header)} → ${takenFor === null ? words.none : takenFor === 'note' ? words.note : takenFor}`)
  }
  lines.push(...describeWarnings(outcome, locale))
  if (rejectsFile !== null) lines.push(`${words.rejects}: ${rejectsFile}`)
  return lines
}

/** What somebody should know of, line by line. */
export const describeWarnings = (outcome: ServerOutcome, locale: 'zh-CN' | 'en'): string[] => outcome.warnings.map((warning) => `${WORDS[locale].warning}: ${printable(warning.reason)}`)

/** A header comes from a file; a terminal must not obey what stands in it. */
const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').slice(0, 200)
