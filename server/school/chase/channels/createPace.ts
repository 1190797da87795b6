/** With the four that may go at once never more than 19 in a minute. */
const EVERY_MS = 4_000
const AT_ONCE = 4

/**
 * Keeps to what group robots take: DingTalk and WeCom 20 messages a minute, and DingTalk then none for ten; Feishu 100 a
 * minute and 5 a second. Tells of a message for an address how many milliseconds it has to wait at a moment (epoch ms), 0: it
 * goes now. One that was told to wait has its turn kept. https://open.dingtalk.com/document/robots/custom-robot-access
 */
export function createPace(): (address: string, id: string, at: number) => number {
  /** When the next message after a pause for all of those before it would go, by address. */
  const nextOf = new Map<string, number>()
  const turns = new Map<string, number>()
  return (address, id, at) => {
    let turn = turns.get(id)
    if (turn === undefined) {
      const next = Math.max(at, nextOf.get(address) ?? at)
      nextOf.set(address, next + EVERY_MS)
      turn = Math.max(at, next - (AT_ONCE - 1) * EVERY_MS)
    }
    if (turn > at) turns.set(id, turn)
    else turns.delete(id)
    return Math.max(0, turn - at)
  }
}
