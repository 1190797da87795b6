import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createDeskPages } from './createDeskPages.ts'
import { findBeyondEdge } from './findBeyondEdge.ts'
import { findViolations } from './findViolations.ts'
import { DESK_DAY, type DeskTown } from './startDeskTown.ts'

let town: DeskTown
const { openAs } = createDeskPages(async (started) => {
  town = started
  await town.register([{ registeredOn: DESK_DAY, compound: '测试一村', building: '1号', room: '301', name: '测试甲', idNumber: '990101197001010010', phone: '10009000001', state: 'returned', origin: 'Wenzhou', returnedOn: '2020-02-10' }])
  await town.service.accept('verification', [301, 302].map((room) => ({ issuedOn: DESK_DAY, list: 'Hospital', compound: '测试一村', building: '1号', room: String(room), name: '测试乙', dueOn: '2020-02-18' })), 'test')
  const now = town.service.now()
  await town.service.accept('rounds', [{ name: 'Round 1', opensAt: now - 1, closesAt: now + 3_600_000, quantity: 5, perHousehold: 5, pickUp: 'Office' }], 'a0')
})

/** What the town itself is called, and its people; the switch to the other language says so in that language. */
const NAMES = /测试(街道|[一二]居委|[一二]村|小学|员\d+|[甲乙])|[测密]\*+|\d+号|一年级|一\(1\)班|湖北|温州|中文|六色/g
const CHINESE = /[\u3400-\u9fff]/
/** A key that no locale file knows is shown as it is. */
const KEY = /^(app|page|panel|link|counts|desk|card|lists|report|residents|papers|regions|search|admin|imports|schools|rosters)\.[\w.-]+$/

/** Texts and spoken names of a page that are no English, or no words at all. */
async function findForeign(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => (node instanceof Element && /^(noscript|script)$/i.test(node.tagName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT))
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      if (node instanceof Element) for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '')
      else found.push(node.textContent ?? '')
    }
    return [...found, document.title]
  })
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => KEY.test(text) || CHINESE.test(text.replace(NAMES, '')))
}

/** Texts that are cut off: what does not fit in a box that neither scrolls nor says so with three dots and its whole text elsewhere. */
const findClipped = (page: Page): Promise<string[]> => page.evaluate(() => {
  const owns = (element: Element): boolean => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '')
  return [...document.querySelectorAll<HTMLElement>('.desk-page *')].filter((element) => {
    if (!owns(element) || !element.checkVisibility() || element.closest('.only-read, select, textarea, svg')) return false
    for (let box: HTMLElement | null = element; box !== null && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(box)
      if (display === 'inline') continue
      if (/auto|scroll/.test(overflowX + overflowY)) return false
      if (overflowX === 'hidden' && box.scrollWidth > box.clientWidth + 1) return true
      if (overflowY === 'hidden' && box.scrollHeight > box.clientHeight + 2) return true
    }
    return false
  }).map((element) => `${element.className || element.tagName}: ${element.textContent!.trim().slice(0, 60)}`)
})

type Where = { role?: string; path(): string; shows: string; press?: string[] }
const unit = () => town.unitAt('1号', '301')
const place = (kind: string): string => town.service.desk.places({ id: 'a0', permissions: new Set(), scope: { places: ['all'], schools: [] } } as never).find((each) => each.kind === kind)!.id
const PAGES: [string, Where][] = [
  ['overview', { path: () => '/desk', shows: '.overview-panel .work-items li' }],
  ['list of today', { path: () => '/desk/today/not-reached', shows: '.work-items li', press: ['.building-tools button'] }],
  ['building', { path: () => `/desk/buildings/${unit().building}`, shows: '.cell' }],
  ['household', { path: () => `/desk/buildings/${unit().building}/units/${unit().unit}`, shows: '.household-card .card-people' }],
  ['poster', { path: () => `/desk/posters/${place('compound')}`, shows: '.compact-cell', press: ['.building-tools button'] }],
  ['stairs', { path: () => `/desk/stairs/${unit().building}`, shows: '.stairs-door' }],
  ['verification lists', { path: () => '/desk/lists', shows: '.lists-rows a' }],
  ['a verification list', { path: () => '/desk/lists', shows: '.lists-rows a', press: ['.lists-rows a', '.task-row'] }],
  ['regions', { path: () => '/desk/regions', shows: '.region-table tr' }],
  ['daily report', { path: () => '/desk/report', shows: '.report-totals' }],
  ['form of the superior', { path: () => '/desk/report?view=form', shows: '.form-drop' }],
  ['hand-over', { path: () => '/desk/handover', shows: '.hand-over-committee' }],
  ['mask rounds', { path: () => '/desk/rounds', shows: 'main h2, main h3' }],
  ['notice', { path: () => `/desk/papers/notice/${unit().unit}`, shows: '.paper h2' }],
  ['codes', { path: () => `/desk/qr/${unit().building}`, shows: '.qr-sheet li' }],
  ['roster of a school', { role: 'bureau-officer', path: () => `/desk/schools/${town.service.campuses()[0].id}/roster`, shows: '.roster-rows li' }],
  ['next school year', { role: 'bureau-officer', path: () => `/desk/schools/${town.service.campuses()[0].id}/roster`, shows: '.roster-rows li', press: ['[aria-label="Work on the roster"] button:last-child', '.promotion-confirm button'] }],
  ['school calendar', { role: 'bureau-officer', path: () => '/desk/school-calendar', shows: '.calendar-month td button' }],
  ['pupils without a home', { role: 'bureau-officer', path: () => '/desk/schools/unmatched', shows: '#unmatched-title' }],
  ['accounts', { role: 'administrator', path: () => '/desk/accounts', shows: '.accounts-table tbody tr' }],
  ['audit log', { role: 'administrator', path: () => '/desk/audit', shows: '.audit-table tbody tr' }],
]

describe('in English', () => {
  it.each(PAGES)('%s: every text is there, in English, in full, and can be read by everybody', async (_, { role = 'street-officer', path, shows, press = [] }) => {
    const at = path()
    const page = await openAs(role, `${at}${at.includes('?') ? '&' : '?'}lang=en`)
    await page.locator(shows).first().waitFor()
    for (const name of press) await page.locator(name).first().click()
    await expect.poll(async () => ({ foreign: await findForeign(page), clipped: await findClipped(page), beyond: await findBeyondEdge(page), violations: await findViolations(page) }))
      .toEqual({ foreign: [], clipped: [], beyond: [], violations: [] })
  })
})
