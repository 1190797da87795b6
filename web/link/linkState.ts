/** What a page says about its link to the server; panels read it from the link store. Times are local and monotonic, in ms. */
export type LinkState =
  /** First time, or nothing lost yet. */
  | { state: 'connecting' }
  /** Talking to the server, catching up. `lostAt` is null unless the link had been lost before. */
  | { state: 'resyncing'; reason: ResyncReason; lostAt: number | null }
  | { state: 'live'; since: number }
  /** No socket, or a silent one. The picture stays as it was; the next attempt is always planned. */
  | { state: 'offline'; since: number; attempt: number; why: LossReason }
  /** The server said no. Still tried again, slowly: a screen may be paired, a key renewed, a server replaced. */
  | { state: 'refused'; code: string; reason: string; since: number }

export type ResyncReason = 'hello' | 'gap' | 'bad-message' | 'reset'
export type LossReason = 'closed' | 'silent' | 'no-answer' | 'load-failed' | 'too-much-rubbish'
