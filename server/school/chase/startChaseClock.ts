/** A demo's minutes last two seconds. */
const LOOK_EVERY_MS = 1_000

/** Has whatever step of the chase is due taken, every second. A failure (a full disk) is told and tried again. Returns a function that stops it. */
export function startChaseClock(takeDue: () => unknown, onError: (error: unknown) => void): () => Promise<void> {
  let wasTold = false
  const timer = setInterval(() => {
    try {
      takeDue()
      wasTold = false
    } catch (error) {
      // Once, and not every second of a long night.
      if (!wasTold) onError(error)
      wasTold = true
    }
  }, LOOK_EVERY_MS)
  timer.unref()
  return async () => clearInterval(timer)
}
