/** The one clock of the process. Everything that needs the time is handed this; pure code is handed the time itself. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that starts at `startAt` and runs `speed` times as fast as the wall's own; both can be changed while it runs. */
export interface AdjustableClock extends Clock {
  speed(): number
  setSpeed(speed: number): void
  setNow(at: number): void
}

export function createAdjustableClock(startAt: number, speed: number, real: Clock = systemClock): AdjustableClock {
  let anchorReal = real.now()
  let anchor = startAt
  const now = (): number => anchor + (real.now() - anchorReal) * speed
  const reanchor = (at: number): void => {
    anchorReal = real.now()
    anchor = at
  }
  return {
    now: () => Math.floor(now()),
    speed: () => speed,
    setSpeed(next) {
      reanchor(now())
      speed = next
    },
    setNow: reanchor,
  }
}
