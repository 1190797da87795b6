import type { Page } from 'playwright-core'

export interface ShownTotals {
  units: number[]
  people: number[]
}

/** The figures of the totals panel as somebody before the wall reads them, in the pack's order. */
export async function readTotals(page: Page): Promise<ShownTotals> {
  const rows = await page.locator('.totals-rows > li').evaluateAll((items) => items.map((item) => [item.querySelector('.totals-number')?.textContent, item.querySelector('.totals-units small')?.textContent]))
  const number = (text: string | null | undefined): number => Number(text?.replace(/\D/g, '') || NaN)
  return { units: rows.map(([units]) => number(units)), people: rows.map(([, people]) => number(people)) }
}
