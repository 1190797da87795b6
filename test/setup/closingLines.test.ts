import { describe, expect, it } from 'vitest'
import { closingLines } from './closingLines.mjs'
import { addUp } from './runVitest.mjs'

const good = { projects: { unit: { passed: 3, failed: 0, skipped: 1 }, contract: { passed: 2, failed: 0, skipped: 0 } }, skipped: [{ file: 'a.test.ts', name: 'reads a map', reason: 'no map here' }], unhandledErrors: 0 }

describe('the end of npm test', () => {
  it('is the sum of all runs, with each skipped test and its reason before it', () => {
    const browser = addUp({ ...good, projects: { browser: { passed: 5, failed: 0, skipped: 0 } }, skipped: [] }, ['browser'], 0)
    const lines = closingLines([addUp(good, ['unit', 'contract'], 0), browser], null)
    expect(lines).toContain('skipped: a.test.ts > reads a map: no map here')
    expect(lines.at(-1)).toBe('10 passed, 0 failed, 1 skipped')
  })

  it('shows a failure when types, lint or build stopped the run before any test', () => {
    const lines = closingLines([], 'types and lint')
    expect(lines).toContain('stopped at: types and lint')
    expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped')
  })

  it('shows a failure for each project in which no test ran', () => {
    const summary = addUp({ ...good, projects: { unit: good.projects.unit } }, ['unit', 'contract'], 0)
    expect(summary.failed).toBe(1)
    expect(closingLines([summary], 'unit and contract tests')).toContain('failed: No contract test ran.')
  })

  it('shows a failure when vitest ended badly without naming a test, or left no summary', () => {
    expect(addUp(good, ['unit', 'contract'], 1).failed).toBe(1)
    expect(addUp({ ...good, unhandledErrors: 2 }, ['unit', 'contract'], 1).failed).toBe(1)
    expect(addUp(null, ['unit'], 0).failed).toBe(1)
  })
})
