/** Prints what the failed command said and, as the last line, what to do. Anything but a LaunchError is our own fault: with its stack. */
export function reportLaunchError(error) {
  if (error?.name === 'LaunchError') {
    if (error.output) process.stderr.write(`${error.output.trimEnd()}\n\n`)
    process.stderr.write(`${error.message}\n`)
  } else {
    process.stderr.write(`${error?.stack ?? error}\n`)
  }
}
