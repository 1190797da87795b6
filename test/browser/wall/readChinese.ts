import type { Page } from 'playwright-core'

/** Texts of the page in Chinese characters or punctuation: shown, read aloud, in hints and in the title. Names of places and of the other language are taken out first. */
export async function readChinese(page: Page, names: string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) if (!walker.currentNode.parentElement!.closest('noscript, script, style, [lang="zh-CN"]')) found.push(walker.currentNode.textContent ?? '')
    for (const element of document.querySelectorAll('*')) for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) found.push(element.getAttribute(name) ?? '')
    return found
  })
  const longestFirst = [...names].sort((a, b) => b.length - a.length)
  return texts.filter((text) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(longestFirst.reduce((rest, name) => rest.replaceAll(name, ''), text)))
}
