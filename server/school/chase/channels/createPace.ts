/** With the four that may go at once never more than 19 in a minute. */
const EVERY_MS = 4_000
const AT_ONCE = 4

export interface Pace {
  /**
   * How many milliseconds a message for an address has to wait at a moment (epoch ms), 0: it goes now. One that was told to
   * wait has its turn kept; whoever misses it by as much as the next one's gets another.
   */
  waitMs(address: string, id: string, at: number): number
  /** Turns and addresses that are remembered. */
  readonly kept: number
}

/**
 * Keeps to what group robots take: DingTalk and WeCom 20 messages a minute, and DingTalk then none for ten; Feishu 100 a
 * minute and 5 a second. https://open.dingtalk.com/document/robots/custom-robot-access
 */
export function createPace(): Pace {
  /** When the next message after a pause for all of those before it would go, by address. */
  const nextOf = new Map<string, number>()
  const turns = new Map<string, number>()
  let sweptAt = -Infinity

  const isMissed = (turn: number, at: number): boolean => at - turn >= EVERY_MS
  /** Messages that were settled otherwise never come back, and an address whose next one may go at once is like a new one. */
  function sweep(at: number): void {
    if (at - sweptAt < EVERY_MS) return
    sweptAt = at
    for (const [id, turn] of turns) if (isMissed(turn, at)) turns.delete(id)
    for (const [address, next] of nextOf) if (next <= at) nextOf.delete(address)
  }

  return {
    waitMs(address, id, at) {
      sweep(at)
      let turn = turns.get(id)
      if (turn === undefined || isMissed(turn, at)) {
        const next = Math.max(at, nextOf.get(address) ?? at)
        nextOf.set(address, next + EVERY_MS)
        turn = Math.max(at, next - (AT_ONCE - 1) * EVERY_MS)
      }
      if (turn > at) turns.set(id, turn)
      else turns.delete(id)
      return Math.max(0, turn - at)
    },
    get kept() {
      return turns.size + nextOf.size
    },
  }
}
