import type { Locator } from 'playwright-core'

/** Texts of those elements of which a corner is off the screen, or under something else; `[null]` when there is none at all. */
export const findCovered = (elements: Locator): Promise<(string | null)[]> => elements.evaluateAll((all) => all.length === 0 ? [null] : all.filter((each) => {
  const { left, right, top, bottom } = each.getBoundingClientRect()
  return ![[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4]].every(([x, y]) => each.contains(document.elementFromPoint(x, y)))
}).map((each) => each.textContent!.trim()))
