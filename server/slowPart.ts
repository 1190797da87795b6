/** A part of what walls are told that costs much to work out: at most so often, and only when what it hangs on changed. */
export interface SlowPart<Value> {
  /** The value when it is to be sent now, else undefined; sees to it that a later change is sent as well. */
  take(): Value | undefined
  /** Whether `take` would give one. */
  isDue(): boolean
  /** The value as of now, sent or not. */
  current(): Value
  stop(): void
}

export interface SlowPartOptions<Value> {
  everyMs: number
  /** Another text: another value. */
  key(): string
  compute(): Value
  /** Called when a change has waited long enough to be taken. */
  onDue(): void
}

export function createSlowPart<Value>({ everyMs, key, compute, onDue }: SlowPartOptions<Value>): SlowPart<Value> {
  let known: { key: string; value: Value } | null = null
  let sent = ''
  let rested = true
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  const current = (): Value => {
    const now = key()
    if (known?.key !== now) known = { key: now, value: compute() }
    return known.value
  }
  const isDue = (): boolean => rested && key() !== sent
  return {
    current, isDue,
    take() {
      if (key() === sent) return undefined
      // A burst of changes is answered once it has been a while.
      const value = rested ? current() : undefined
      if (rested) {
        sent = key()
        rested = false
      }
      timer ??= setTimeout(() => {
        timer = null
        rested = true
        if (!stopped && key() !== sent) onDue()
      }, everyMs).unref()
      return value
    },
    stop() {
      stopped = true
      if (timer) clearTimeout(timer)
    },
  }
}
