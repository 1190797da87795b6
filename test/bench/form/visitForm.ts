import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { FAMILIES } from './families.ts'
import { createParentHand, type HandCount, type ParentHand } from './parentHand.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN' } as const
/** As Lighthouse judges phones: a slow 4G line, and a processor a quarter as fast as this machine's. */
const LINE = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 } as const
const SLOWER = 4
/** Who lives with the child, as told the first time. */
const HOUSEHOLD = ['父亲', '母亲'] as const
/** Of each of them, in one line of words: the health code, and whether they travelled. */
const ASKED_OF_EACH = 2

type Family = (typeof FAMILIES)[number]

export interface Visits { first: HandCount; repeat: HandCount }

/** A parent's first visit and the next day's, on one phone that knows nothing before. `nextDay` moves the server's clock. Throws when a report is not received. */
export async function visitForm(browser: Browser, address: string, family: Family, nextDay: () => Promise<unknown>): Promise<Visits> {
  const phone = await browser.newContext(PHONE)
  try {
    const first = await visit(phone, async (page, hand) => {
      await hand.open(address, page.getByLabel('学号'))
      hand.think()
      await hand.tap(page.getByLabel('学号'))
      await hand.type(family.studentNo)
      hand.think()
      await hand.tap(page.getByLabel('姓名'))
      await hand.type(family.name, family.keys.length, family.name.length)
      await hand.goOn(temperatureOf(page))
      await sayTemperature(page, hand)
      // Each line is a question that is read and thought of, and one tap answers them.
      const usual = page.getByRole('group', { name: '下面几项都对吗？' })
      for (let lines = await usual.locator('.usual-line').count(); lines > 0; lines--) hand.think()
      await hand.tap(usual.getByRole('button', { name: '以上都对' }), usual.getByText('已回答'))
      const home = page.locator('.list-field')
      for (const relation of HOUSEHOLD) {
        hand.think()
        await hand.tap(home.getByRole('button', { name: `+ ${relation}` }))
      }
      for (let asked = 0; asked < ASKED_OF_EACH; asked++) hand.think()
      await hand.tap(home.getByRole('button', { name: '以上都对' }), home.getByText('已回答'))
      await send(page, hand)
    })
    await nextDay()
    const repeat = await visit(phone, async (page, hand) => {
      await hand.open(address, temperatureOf(page))
      await page.getByRole('heading', { name: '与上次相同' }).waitFor()
      await sayTemperature(page, hand)
      hand.think()
      await hand.tap(page.getByRole('group', { name: '今天有没有不舒服' }).getByLabel('没有'))
      // What lies folded away is read, and left as it is.
      hand.think()
      await send(page, hand)
    })
    return { first, repeat }
  } finally {
    await phone.close()
  }
}

async function visit(phone: BrowserContext, act: (page: Page, hand: ParentHand) => Promise<void>): Promise<HandCount> {
  const page = await phone.newPage()
  const cdp = await phone.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', LINE)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const hand = createParentHand(page)
  await act(page, hand)
  await page.close()
  return hand.count()
}

const temperatureOf = (page: Page) => page.getByLabel('今天早上的体温', { exact: false })

/** Tapped also where it has the focus already: an iPhone raises its keyboard for nothing but a finger. */
async function sayTemperature(page: Page, hand: ParentHand): Promise<void> {
  hand.think()
  await hand.tap(temperatureOf(page))
  await hand.type('36.6')
}

const send = (page: Page, hand: ParentHand): Promise<void> => hand.tap(page.getByRole('button', { name: '提交', exact: true }), page.getByRole('heading', { name: '已收到' }))
