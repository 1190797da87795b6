/** A human notices a server that stays half a second too long as little as one that stays none. */
const LOOK_EVERY_MS = 250

/**
 * Under npm this process is a child of `sh -c`: SIGTERM sent to npm ends npm and the shell and never gets here, and the
 * server would hold the port with nobody in the foreground. So losing the parent counts as SIGTERM.
 */
export function stopWithParent(environment = process.env) {
  if (!environment.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, LOOK_EVERY_MS)
  timer.unref()
}
