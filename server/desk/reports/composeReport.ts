import type { ReportRules } from '../../packs/pack.ts'
import { dayToText } from '../../protocol/day.ts'
import type { ReportBody, ReportFigureView, ReportRow } from '../../protocol/deskReport.ts'
import type { PackDescription } from '../../protocol/entities.ts'
import { countFigure } from './countFigure.ts'
import type { ReportMoment } from './reportMoment.ts'
import type { ReportPlaces } from './reportPlaces.ts'

/** What a report is compared with: the one that was fixed the day before, or that day and the one before it as known now. */
export type Previous =
  | { fixed: true; body: ReportBody; moment: ReportMoment }
  | { fixed: false; moment: ReportMoment; before: ReportMoment }

/**
 * The report of `now.day` as known at `now.rev`, a figure at a time: `next()` until it is done, so that others can be let
 * in between. Pure: the same moments give the same report, byte by byte. What is new is counted from the previous moment
 * on, so that an entry that came after yesterday's report was fixed is in today's.
 */
export function* composeReport(rules: ReportRules, description: PackDescription, places: ReportPlaces, now: ReportMoment, previous: Previous): Generator<void, ReportBody> {
  const rows: ReportRow[] = places.rows.map(({ id, name }) => ({ id, name, today: [], yesterday: [] }))
  for (const figure of rules.figures) {
    const today = countFigure(figure, rules, description, places, now, previous.moment)
    yield
    const derived = previous.fixed ? null : countFigure(figure, rules, description, places, previous.moment, previous.before)
    rows.forEach((row, index) => {
      row.today.push(today[index])
      row.yesterday.push(previous.fixed ? valueIn(previous.body, row.id, figure.key) : derived![index])
    })
    yield
  }
  return {
    version: 1, day: dayToText(now.day), rev: now.rev, previous: { day: dayToText(previous.moment.day), rev: previous.moment.rev, fixed: previous.fixed },
    figures: figureViews(rules), rows,
  }
}

export const figureViews = (rules: ReportRules): ReportFigureView[] => rules.figures.map(({ key, name, meaning, isNew, only }) =>
  ({ key, name, meaning, isNew, inPeople: only !== 'units', inUnits: only !== 'people' }))

function valueIn({ figures, rows }: ReportBody, place: string, figure: string) {
  const index = figures.findIndex(({ key }) => key === figure)
  return rows.find(({ id }) => id === place)?.today[index] ?? null
}
