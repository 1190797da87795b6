import type { RunSummary } from './closingLines.mjs'

interface WrittenSummary {
  projects: Record<string, { passed: number; failed: number; skipped: number }>
  skipped: { file: string; name: string; reason: string }[]
  unhandledErrors: number
}
export declare function addUp(summary: WrittenSummary | null, projects: string[], code: number): RunSummary
export declare function runVitest(root: string, projects: string[]): Promise<RunSummary>
