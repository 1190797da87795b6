import type { ReportRules } from '../../packs/pack.ts'
import { dayToText } from '../../protocol/day.ts'
import type { ReportBody, ReportFigureView } from '../../protocol/deskReport.ts'
import type { PackDescription } from '../../protocol/entities.ts'
import { countFigures } from './countFigures.ts'
import type { ReportMoment } from './reportMoment.ts'
import type { ReportPlaces } from './reportPlaces.ts'

/** What a report is compared with: the one that was fixed the day before, or that day and the one before it as known now. */
export type Previous =
  | { fixed: true; body: ReportBody; moment: ReportMoment }
  | { fixed: false; moment: ReportMoment; before: ReportMoment }

/**
 * The report of `now.day` as known at `now.rev`. Pure: the same moments give the same report, byte by byte. What is new is
 * counted from the previous moment on, so that an entry that came after yesterday's report was fixed is in today's.
 */
export function composeReport(rules: ReportRules, description: PackDescription, places: ReportPlaces, now: ReportMoment, previous: Previous): ReportBody {
  const today = countFigures(rules, description, places, now, previous.moment)
  const derived = previous.fixed ? null : countFigures(rules, description, places, previous.moment, previous.before)
  return {
    version: 1, day: dayToText(now.day), rev: now.rev,
    previous: { day: dayToText(previous.moment.day), rev: previous.moment.rev, fixed: previous.fixed },
    figures: figureViews(rules),
    rows: places.rows.map(({ id, name }, row) => ({
      id, name, today: today[row],
      yesterday: rules.figures.map(({ key }, figure) => (previous.fixed ? valueIn(previous.body, id, key) : derived![row][figure])),
    })),
  }
}

export const figureViews = (rules: ReportRules): ReportFigureView[] => rules.figures.map(({ key, name, meaning, isNew, only }) =>
  ({ key, name, meaning, isNew, inPeople: only !== 'units', inUnits: only !== 'people' }))

function valueIn({ figures, rows }: ReportBody, place: string, figure: string) {
  const index = figures.findIndex(({ key }) => key === figure)
  return rows.find(({ id }) => id === place)?.today[index] ?? null
}
