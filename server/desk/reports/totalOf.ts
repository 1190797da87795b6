import type { FigureValue, ReportRow } from '../../protocol/deskReport.ts'

/** The sum of rows, figure by figure; null where no row has a value. */
export function totalOf(rows: readonly ReportRow[], figureCount: number): Pick<ReportRow, 'today' | 'yesterday'> {
  const sum = (values: readonly (FigureValue | null | undefined)[]): FigureValue | null => values.reduce<FigureValue | null>((total, value) =>
    (value ? { people: add(total?.people, value.people), units: add(total?.units, value.units) } : total), null)
  const figures = Array.from({ length: figureCount }, (_, index) => index)
  return {
    today: figures.map((figure) => sum(rows.map(({ today }) => today[figure])) ?? { people: null, units: null }),
    yesterday: figures.map((figure) => sum(rows.map(({ yesterday }) => yesterday[figure]))),
  }
}

const add = (a: number | null | undefined, b: number | null): number | null => (b === null ? a ?? null : (a ?? 0) + b)
