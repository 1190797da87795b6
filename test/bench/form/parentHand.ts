import type { Locator, Page } from 'playwright-core'

/** What a hand and a head did, and what was waited for. */
export interface HandCount { keys: number; taps: number; scrolls: number; questions: number; waitedMs: number }

/**
 * Keystroke-Level Model: S. K. Card, T. P. Moran, A. Newell, "The keystroke-level model for user performance time with interactive
 * systems", Communications of the ACM 23(7), 1980, in seconds. A key of a phone counts as theirs for "typing random letters" (a used
 * hand types words in 0.28); a tap or a swipe as pointing with a mouse, which is more than a thumb needs; one mental step a question.
 */
const KEY_SECONDS = 0.5
const POINT_SECONDS = 1.1
const MENTAL_SECONDS = 1.35

/** Keyboard of a phone of 390 × 844 with its line of words, CSS px: what it covers cannot be tapped. */
const KEYBOARD_PIXELS = 336
/** A thumb's swipe. */
const SWIPE_PIXELS = 420
const MOST_SWIPES = 20

export const secondsOf = ({ keys, taps, scrolls, questions, waitedMs }: HandCount): number =>
  keys * KEY_SECONDS + (taps + scrolls) * POINT_SECONDS + questions * MENTAL_SECONDS + waitedMs / 1000

/** A parent at a page on a touch screen: taps what is seen, swipes to what is not, and everything is counted. */
export function createParentHand(page: Page) {
  const count: HandCount = { keys: 0, taps: 0, scrolls: 0, questions: 0, waitedMs: 0 }
  let hasKeyboard = false

  async function reach(target: Locator): Promise<{ x: number; y: number }> {
    await target.waitFor()
    const { height } = page.viewportSize()!
    for (let swipes = 0; swipes < MOST_SWIPES; swipes++) {
      const box = await stillBoxOf(target)
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      const seen = height - (hasKeyboard ? KEYBOARD_PIXELS : 0)
      if (y > 24 && y < seen - 24) return { x, y }
      count.scrolls++
      const moved = await page.evaluate((by) => { const from = scrollY; scrollBy(0, by); return scrollY !== from }, y < 24 ? -SWIPE_PIXELS : SWIPE_PIXELS)
      // At the end of the page the keyboard is put away instead.
      if (!moved) hasKeyboard = false
    }
    throw new Error('form: out of reach')
  }

  /** Where it is once the page has stopped moving under it. */
  async function stillBoxOf(target: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
    let box = await boxOf(target)
    for (;;) {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      const next = await boxOf(target)
      if (next.x === box.x && next.y === box.y) return next
      box = next
    }
  }
  async function boxOf(target: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await target.boundingBox()
    if (!box) throw new Error('form: what is tapped has no place')
    return box
  }

  return {
    count: (): HandCount => ({ ...count }),
    /** One more question is read and thought of. */
    think(): void {
      count.questions++
    },
    /** With `next`: waits as a parent does, until what comes next stands there. */
    async tap(target: Locator, next?: Locator): Promise<void> {
      const { x, y } = await reach(target)
      hasKeyboard = await target.evaluate((element) => element.matches('input:not([type=radio], [type=checkbox]), textarea'))
      const from = performance.now()
      await page.touchscreen.tap(x, y)
      count.taps++
      if (!next) return
      await next.waitFor()
      count.waitedMs += performance.now() - from
    },
    /** `keys`: strokes, where a text is not typed as it reads; of a name each character is then chosen from a line of them. */
    async type(text: string, strokes = text.length, chosen = 0): Promise<void> {
      await page.keyboard.insertText(text)
      count.keys += strokes
      count.taps += chosen
    },
    /** The keyboard's own key: on to what comes next. */
    async goOn(next: Locator): Promise<void> {
      const from = performance.now()
      await page.keyboard.press('Enter')
      count.keys++
      await next.waitFor()
      count.waitedMs += performance.now() - from
      hasKeyboard = false
    },
    async open(address: string, next: Locator): Promise<void> {
      const from = performance.now()
      await page.goto(address, { waitUntil: 'commit' })
      await next.waitFor()
      count.waitedMs += performance.now() - from
    },
  }
}
export type ParentHand = ReturnType<typeof createParentHand>
