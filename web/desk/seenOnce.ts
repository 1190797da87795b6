import type { DeskReport } from '../../server/protocol/desk.ts'

/**
 * Reports that go together, of which the first about each unit says what its author had seen. Those behind it are held up
 * when it is refused; with a `seen` of their own they would be refused because of the first, which came in meanwhile.
 */
export function seenOnce<Report extends DeskReport>(reports: readonly Report[]): Report[] {
  const units = new Set<string>()
  return reports.map((report) => {
    if (!units.has(report.unit)) {
      units.add(report.unit)
      return report
    }
    const { seen: _, ...behind } = report
    return behind as Report
  })
}
