import { writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a skipped test's file said about it, when `skip(note)` said nothing itself. */
const SAYS_WHY = /skip|absent|missing|not found|not there|跳过|缺/i

/**
 * Vitest reporter beside the default one: counts by project, and each skipped test with its reason, as JSON in the
 * file that TEST_SUMMARY_FILE names. Read by test/run.mjs for the closing lines.
 */
export default class SummaryReporter {
  warnings = new Map()

  onInit(vitest) {
    this.vitest = vitest
  }

  onUserConsoleLog(log) {
    const file = this.vitest.state.idMap.get(log.taskId ?? '')?.file?.filepath
    if (file === undefined) return
    const lines = log.content.split('\n').map((line) => line.trim()).filter((line) => SAYS_WHY.test(line))
    this.warnings.set(file, [...(this.warnings.get(file) ?? []), ...lines])
  }

  onTestRunEnd(modules, unhandledErrors) {
    const summary = { projects: {}, skipped: [], unhandledErrors: unhandledErrors.length }
    for (const module of modules) {
      const counts = (summary.projects[module.project.name] ??= { passed: 0, failed: 0, skipped: 0 })
      // A file that could not be loaded has no tests; it must not look like an empty one.
      if (module.errors().length > 0) counts.failed += 1
      for (const test of module.children.allTests()) {
        const { state, note } = test.result()
        if (state === 'passed' || state === 'failed') counts[state] += 1
        else {
          counts.skipped += 1
          const warned = [...new Set(this.warnings.get(module.moduleId) ?? [])].join(' / ')
          const file = path.relative(this.vitest.config.root, module.moduleId)
          summary.skipped.push({ file, name: test.fullName, reason: note || warned || 'NO REASON GIVEN' })
        }
      }
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed += 1
    }
    if (process.env.TEST_SUMMARY_FILE) writeFileSync(process.env.TEST_SUMMARY_FILE, JSON.stringify(summary))
  }
}
