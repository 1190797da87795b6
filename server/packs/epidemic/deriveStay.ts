import { NO_DAY } from '../../protocol/day.ts'
import type { Fact } from '../pack.ts'
import { RETURNED } from './codes.ts'
import type { EpidemicContent } from './epidemicFact.ts'

/** Person + arrival day, put together from every report of it (rule 3). */
export interface Stay {
  arrival: number
  origin: string
  transit: string
  /** Earliest release day that any report of the stay gives, or NO_DAY. */
  release: number
  /** Log sequence of the first report of the stay: from then on nobody may be downgraded by a shorter list (rule 5). */
  firstSeq: number
  /** The newest report that says `returned` for this arrival. */
  report: Fact<EpidemicContent>
}

/**
 * The stay that the newest `returned` report among `facts` (oldest first) belongs to; null when nobody returned.
 * Origin and transit are those of its newest report that gives either: a correction counts, an empty cell corrects nothing.
 */
export function deriveStay(facts: readonly Fact<EpidemicContent>[]): Stay | null {
  let report: Fact<EpidemicContent> | null = null
  for (let i = facts.length - 1; i >= 0 && !report; i--) {
    if (facts[i].state === RETURNED && facts[i].returnedOn !== NO_DAY) report = facts[i]
  }
  if (!report) return null
  const arrival = report.returnedOn
  let source: Fact<EpidemicContent> | null = null
  let release = NO_DAY
  let firstSeq = report.seq
  for (const fact of facts) {
    if (fact.returnedOn !== arrival) continue
    if (fact.state === RETURNED && (fact.origin !== '' || fact.transit !== '')) source = fact
    if (fact.seq < firstSeq) firstSeq = fact.seq
    // A release before the arrival is a slip of the pen, not a release.
    if (fact.releasedOn !== NO_DAY && fact.releasedOn >= arrival && (release === NO_DAY || fact.releasedOn < release)) release = fact.releasedOn
  }
  return { arrival, origin: source?.origin ?? '', transit: source?.transit ?? '', release, firstSeq, report }
}
