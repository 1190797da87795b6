export interface RunSummary {
  passed: number
  failed: number
  skipped: number
  skippedTests: { file: string; name: string; reason: string }[]
  problems: string[]
}
export declare function closingLines(summaries: RunSummary[], failedStep: string | null): string[]
