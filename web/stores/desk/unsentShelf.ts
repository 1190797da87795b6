import type { LateReport } from '../../../server/protocol/desk.ts'
import { hasPersonalText } from '../../desk/hasPersonalText.ts'
import { deviceStorage } from './deviceStorage.ts'

export type ShelvedReport = LateReport & { id: string }

const PREFIX = 'liuse.desk.unsent.'
const keyOf = (account: string, id: string): string => `${PREFIX}${account}/${id}`

/**
 * Reports that wait in the browser, each under a key of its own with its author's account: two tabs write beside each
 * other, never over each other. Reports with words that somebody typed are not taken.
 */
export const unsentShelf = {
  /** False when it may not, or could not, be kept. */
  put: (account: string, report: ShelvedReport): boolean => !hasPersonalText(report) && deviceStorage.write(keyOf(account, report.id), JSON.stringify(report)),
  take: (account: string, id: string): void => deviceStorage.remove(keyOf(account, id)),
  /** What this account left, in the order in which it was written. */
  reportsOf(account: string): ShelvedReport[] {
    splitList(account)
    return deviceStorage.takeStock(keyOf(account, ''), readReport).sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
  },
  /** How many reports of anybody else wait here; nothing of what they say. */
  countOfOthers: (account: string | null): number => deviceStorage.keys(PREFIX).filter((key) => account === null || !key.startsWith(keyOf(account, ''))).length,
  /** Calls the listener when another tab has put or taken something. */
  watch(listener: () => void): void {
    window.addEventListener('storage', ({ key }) => { if (key === null || key.startsWith(PREFIX)) listener() })
  },
}

function readReport(text: string | null): ShelvedReport | null {
  try {
    const report = JSON.parse(text ?? '') as ShelvedReport
    return typeof report?.id === 'string' && typeof report.unit === 'string' && !hasPersonalText(report) ? report : null
  } catch {
    return null
  }
}

/** Earlier builds kept all reports of an account as one list; it is taken apart, and what should not have been in it goes. */
function splitList(account: string): void {
  const text = deviceStorage.read(PREFIX + account)
  if (text === null) return
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list)) for (const report of list as unknown[]) if (readReport(JSON.stringify(report))) unsentShelf.put(account, report as ShelvedReport)
  } catch {
    // Nothing that can be sent.
  }
  deviceStorage.remove(PREFIX + account)
}
