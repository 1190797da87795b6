/** One message to a system outside. The payload is impersonal: names are looked up when it is sent, so that whoever was erased meanwhile is not in it. */
export interface OutboxMessage {
  /** Ours and for ever: the receiver may use it to know a message that it has had. */
  id: string
  channel: string
  payload: Record<string, unknown>
  /** Epoch ms. */
  createdAt: number
  /** Tries before this one. */
  tries: number
}

/** What became of a try. `problem`: a short word for people, nothing personal and no address. */
export type SendOutcome = { is: 'sent' } | { is: 'later'; problem: string; /** Not before so many milliseconds. */ afterMs?: number } | { /** Not tried: it is asked again at that moment, and this was no try. */ is: 'not-yet'; problem: string; inMs: number } | { is: 'never'; problem: string } | { /** It may have arrived, and whoever has it would not know it again: it is not repeated. */ is: 'unsure'; problem: string }

/**
 * Told by a sender before a message leaves the house: what it says, without anybody's name, since it is kept. `mayRepeat`
 * false: the receiver would not know the message again, so that a process that ends before the answer leaves it unsure.
 */
export type Leaving = (said: string, mayRepeat: boolean) => void

/** Sends one message; must not throw for what the other side does. The signal ends a try that takes too long. */
export type Sender = (message: OutboxMessage, signal: AbortSignal, leaving: Leaving) => Promise<SendOutcome>

export interface OutboxState {
  state: 'waiting' | 'sent' | 'unsure' | 'given-up'
  tries: number
  /** Of the last try; '' when it went well or there was none. */
  problem: string
  /** What it said without names, as far as its sender told; '' before the first try. */
  said: string
  /** When it was sent, given up or left unsure, epoch ms; null while it waits. */
  settledAt: number | null
}

/** Messages that must arrive, once: kept on disk until the other side has taken them, tried again with growing pauses. */
export interface Outbox {
  /** Who sends the messages of a channel; one for each. */
  register(channel: string, sender: Sender): void
  /** On disk when it returns. An id that was posted before is passed over. How many are new. */
  post(messages: readonly { id: string; channel: string; payload: Record<string, unknown> }[]): number
  stateOf(id: string): OutboxState | null
  /** Tries whatever is due by now; resolves when each has been tried. */
  run(): Promise<void>
  /** Runs by itself from here on. Returns a function that stops it and waits for tries under way. */
  start(): () => Promise<void>
  /** Called for each message that was sent or given up. Returns a stop function. */
  onSettled(listener: (message: OutboxMessage, state: OutboxState) => void): () => void
}
