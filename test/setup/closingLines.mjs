/**
 * The end of `npm test`: each skipped test with its reason, what went wrong, and as the last line
 * `N passed, N failed, N skipped`. A step without tests that failed (types, lint, build) counts as one failure.
 */
export function closingLines(summaries, failedStep) {
  const sum = (key) => summaries.reduce((total, summary) => total + summary[key], 0)
  const failedTests = sum('failed')
  const lines = ['']
  for (const { file, name, reason } of summaries.flatMap((summary) => summary.skippedTests)) lines.push(`skipped: ${file} > ${name}: ${reason}`)
  for (const problem of summaries.flatMap((summary) => summary.problems)) lines.push(`failed: ${problem}`)
  if (failedStep !== null) lines.push(`stopped at: ${failedStep}`)
  const failed = failedStep !== null && failedTests === 0 ? 1 : failedTests
  lines.push(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`)
  return lines
}
