/** A launch step failed; the message is one line that says what to do. `output` is what the failed command printed. */
export class LaunchError extends Error {
  constructor(message, output = '') {
    super(message)
    this.name = 'LaunchError'
    this.output = output
  }
}
