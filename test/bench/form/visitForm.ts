import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { FAMILIES } from './families.ts'
import { createParentHand, type HandCount, type ParentHand } from './parentHand.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN' } as const
/** As Lighthouse judges phones: a slow 4G line, and a processor a quarter as fast as this machine's. */
const LINE = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 } as const
const SLOWER = 4
/** Who lives with the child, as told the first time. */
const HOUSEHOLD = ['父亲', '母亲'] as const

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
      await hand.tap(page.getByRole('button', { name: '下一步' }), temperatureOf(page))
      await sayToday(page, hand)
      for (const [question, answer] of [['孩子的健康码', '绿码'], ['孩子现在在哪里', '在家'], ['14 天内是否离开过本市', '没有'], ['14 天内有没有接触', '都没有']]) {
        hand.think()
        await hand.tap(page.getByRole('group', { name: question, exact: false }).getByLabel(answer, { exact: true }))
      }
      for (const [index, relation] of HOUSEHOLD.entries()) {
        if (index > 0) await hand.tap(page.getByRole('button', { name: '+ 添加同住人' }))
        const person = page.getByRole('group', { name: `同住人 ${index + 1}` })
        hand.think()
        await hand.choose(person.getByLabel('是孩子的'), relation)
        hand.think()
        await hand.tap(person.getByLabel('绿码'))
        hand.think()
        await hand.tap(person.getByLabel('没有', { exact: true }))
      }
      await send(page, hand)
    })
    await nextDay()
    const repeat = await visit(phone, async (page, hand) => {
      await hand.open(address, temperatureOf(page))
      await page.getByRole('heading', { name: '与上次相同' }).waitFor()
      await sayToday(page, hand)
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

async function sayToday(page: Page, hand: ParentHand): Promise<void> {
  hand.think()
  await hand.tap(temperatureOf(page))
  await hand.type('36.6')
  hand.think()
  await hand.tap(page.getByRole('group', { name: '今天有没有不舒服' }).getByLabel('没有'))
}

const send = (page: Page, hand: ParentHand): Promise<void> => hand.tap(page.getByRole('button', { name: '提交', exact: true }), page.getByRole('heading', { name: '已收到' }))
