import type { Page } from 'playwright-core'

/** What sticks out at the right edge of the window, where nobody can reach it: class or tag name of each; and how far the page scrolls sideways. */
export const findBeyondEdge = (page: Page, within = 'body'): Promise<string[]> => page.evaluate((selector) => {
  // What scrolls in a box of its own is reached there.
  const isScrolled = (element: Element): boolean => {
    for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement) if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true
    return false
  }
  const beyond = [...document.querySelectorAll(`${selector} *`)]
    .filter((each) => each.checkVisibility() && !each.closest('.only-read, .skip-link') && each.getBoundingClientRect().right > innerWidth + 1 && !isScrolled(each))
    .map((each) => String(each.getAttribute('class') ?? each.tagName))
  const sideways = document.scrollingElement!.scrollWidth - innerWidth
  return sideways > 0 ? [...beyond, `page ${sideways} px`] : beyond
}, within)
