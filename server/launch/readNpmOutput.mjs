/** With this many failed requests, no success, and this much time, the registry is not there … */
const FAILURES = 20
const SILENCE_MS = 10_000

/**
 * A `readLine` for runStep that follows npm at `--loglevel=http`: counts packages, says when a compilation runs, and
 * ends npm when nothing at all can be fetched. npm by itself would try each of some 500 packages three times; where
 * every name look-up takes seconds to fail, that is five minutes without a word.
 */
export function readNpmOutput(now = Date.now) {
  let fetched = 0
  let failures = 0
  let firstFailureAt = 0
  return (line, step) => {
    if (/^npm http (cache|fetch GET 200) /.test(line)) {
      fetched += 1
      if (fetched % 20 === 0) step.detail(`${fetched} requests answered`)
    } else if (/^npm http fetch GET .* attempt \d+ failed with /.test(line)) {
      if (failures === 0) firstFailureAt = now()
      failures += 1
      if (fetched === 0) step.detail('the registry does not answer')
      if (fetched === 0 && failures >= FAILURES && now() - firstFailureAt >= SILENCE_MS) step.stop()
    } else if (/CXX\(target\)|\bmake: Entering/.test(line)) {
      step.detail('compiling better-sqlite3, about a minute')
    } else {
      // `> better-sqlite3@12.0.0 install` is the line before a package's own script.
      const script = /^> (\S+?)@\S+ (?:pre|post)?install/.exec(line)
      if (script) step.detail(script[1])
    }
  }
}
