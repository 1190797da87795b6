import type { Page } from 'playwright-core'

export interface ShownText {
  text: string
  fontPixels: number
  /** Why somebody cannot read all of it, or null. */
  fault: string | null
  /** Classes of the element that holds it, to find it again. */
  where: string
}

/** Every text that is shown, with its size and whether some edge cuts it. What is hidden on purpose (read aloud only, scrolled or wrapped wholly out of sight) is not shown. */
export function readText(page: Page): Promise<ShownText[]> {
  return page.evaluate(() => {
    const SLACK = 1.5
    const shown: { text: string; fontPixels: number; fault: string | null; where: string }[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement!
      if (!walker.currentNode.textContent?.trim() || !holder.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      if (holder.closest('.only-read, .skip-link, select, noscript, script, style')) continue
      range.selectNodeContents(walker.currentNode)
      const box = range.getBoundingClientRect()
      const size = parseFloat(getComputedStyle(holder).fontSize)
      // A line's box is higher than its letters; what may not be cut are the letters.
      const spare = Math.max(0, (box.height / Math.max(1, range.getClientRects().length) - size) / 2)
      const rect = { left: box.left, right: box.right, top: box.top + spare, bottom: box.bottom - spare }
      let fault: string | null = null
      let seen = true
      for (let edge: Element | null = holder; edge && seen && !fault; edge = edge.parentElement) {
        const style = getComputedStyle(edge)
        const clips = edge === document.documentElement || edge === document.body ? false : style.overflowX !== 'visible' || style.overflowY !== 'visible'
        if (!clips) continue
        const by = edge.getBoundingClientRect()
        if (rect.right <= by.left || rect.left >= by.right || rect.bottom <= by.top || rect.top >= by.bottom) seen = false
        else if (style.overflowY !== 'auto' && (rect.top < by.top - SLACK || rect.bottom > by.bottom + SLACK)) fault = `cut above or below by .${edge.className}`
        else if (style.overflowX !== 'auto' && (rect.left < by.left - SLACK || rect.right > by.right + SLACK)) fault = `cut at a side by .${edge.className}`
      }
      if (!seen) continue
      if (!fault && (rect.left < -SLACK || rect.top < -SLACK || rect.right > innerWidth + SLACK || rect.bottom > innerHeight + SLACK)) fault = 'beyond the edge of the screen'
      shown.push({ text: walker.currentNode.textContent.trim(), fontPixels: size, fault, where: holder.className || holder.tagName.toLowerCase() })
    }
    return shown
  })
}
