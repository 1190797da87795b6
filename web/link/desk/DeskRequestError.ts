/**
 * Why a request of the desk was not answered. `signed-out`: there is no session (any more). `network`: no answer came,
 * so what was sent may or may not have arrived. `refused`: the server said no; `reason` is its sentence in the reader's
 * language and `problem` its stable code. `unavailable`: the server cannot at the moment; trying later may help.
 */
export class DeskRequestError extends Error {
  constructor(
    readonly code: 'signed-out' | 'network' | 'stopped' | 'refused' | 'unavailable',
    readonly status: number | null = null,
    readonly problem: string | null = null,
    readonly reason: string | null = null,
  ) {
    // The address may name a unit, the body a person: neither belongs in an error.
    super(`desk request: ${code}${status === null ? '' : ` ${status}`}`)
    this.name = 'DeskRequestError'
  }
}
