/** Without a terminal a line is printed only this often, so that a log file stays short. */
const PLAIN_LINE_EVERY_MS = 15_000

/**
 * Shows that a long step goes on: one line with running seconds on a terminal, now and then a plain line elsewhere.
 * Returns `detail(text)` (what the step is doing just now) and `stop(closing)`.
 */
export function showProgress(label, stream = process.stderr) {
  const startedAt = Date.now()
  const live = stream.isTTY === true
  let detail = ''

  const line = () => `${label}${detail === '' ? '' : ` (${detail})`} … ${Math.round((Date.now() - startedAt) / 1000)} s`
  const draw = () => {
    if (!live) return void stream.write(`${line()}\n`)
    const columns = stream.columns > 0 ? stream.columns : 80
    stream.write(`\r\x1b[2K${line().slice(0, columns - 1)}`)
  }

  if (live) draw()
  else stream.write(`${label} …\n`)
  const timer = setInterval(draw, live ? 500 : PLAIN_LINE_EVERY_MS)
  timer.unref()

  return {
    detail(text) {
      detail = text
    },
    stop(closing) {
      clearInterval(timer)
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
      stream.write(`${live ? '\r\x1b[2K' : ''}${label}: ${closing} (${seconds} s)\n`)
    },
  }
}
