/** Two frames this far apart say how fast the server's clock runs; nearer ones only say how the network jitters. */
const LEAST_SPAN_MS = 2_000
const MOST_SIGHTINGS = 12
/** Beyond this the server's clock was set anew (a demo that starts over), not merely late. */
const JUMP_MS = 60_000

export interface ServerClock {
  /** A frame came in: its own time (server epoch ms) and ours (monotonic ms). */
  observe(sentAt: number, at: number): void
  /** The server's time when ours is `at`, in epoch ms; null before the first frame. Stands still `holdMs` after the last frame. */
  read(at: number): number | null
}

/**
 * Learns the server's clock from its frames, so that a screen with a wrong clock shows the right time. The clock of a
 * demo may run many times faster than ours; its rate is what the last frames showed.
 */
export function createServerClock(holdMs = 12_000): ServerClock {
  let sightings: { sentAt: number; at: number }[] = []

  const rate = (): number => {
    const first = sightings[0]
    const last = sightings[sightings.length - 1]
    if (last.at - first.at < LEAST_SPAN_MS) return 1
    const observed = (last.sentAt - first.sentAt) / (last.at - first.at)
    // A network's jitter must not make an ordinary clock run unevenly.
    return Math.abs(observed - 1) < 0.1 ? 1 : Math.max(0, observed)
  }

  return {
    observe(sentAt, at) {
      const last = sightings[sightings.length - 1]
      if (last) {
        const expected = last.sentAt + (at - last.at) * rate()
        if (sentAt < last.sentAt || Math.abs(sentAt - expected) > JUMP_MS * Math.max(1, rate())) sightings = []
      }
      sightings.push({ sentAt, at })
      if (sightings.length > MOST_SIGHTINGS) sightings.shift()
    },
    read(at) {
      const last = sightings[sightings.length - 1]
      if (!last) return null
      return last.sentAt + Math.min(Math.max(0, at - last.at), holdMs) * rate()
    },
  }
}
