import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPackDescription } from '../../fixtures/createPackDescription.ts'
import { type MapSite, openMapSite } from './openMapSite.ts'

const SIZE = { width: 640, height: 480 }
const { statuses } = createPackDescription()
const [CALM, ALARM, WATCH, NOTED, WAITING] = [0, 1, 2, 3, 4]

let site: MapSite
beforeAll(async () => { site = await openMapSite() })
afterAll(async () => { await site?.close() })

/** One square tower of six storeys, 20 m wide and 60 m high, in a committee of 600 m. */
async function openTower(storeys: number[], roof: number, flat: number): Promise<Awaited<ReturnType<MapSite['open']>>> {
  const opened = await site.open(SIZE)
  await opened.page.evaluate(([storeyStatuses, roofStatus, flatStatus]) => {
    const square = (size: number): [number, number][] => [[-size, -size], [size, -size], [size, size], [-size, size]].map(([x, y]) => [121.5 + x / 95_300, 31.2 + y / 111_320])
    const { harness } = window
    harness.layout = harness.createLayout({
      committees: [{ name: '塔楼居委', rings: [square(300)] }],
      buildings: [{ committee: 0, rings: [square(10)], storeys: storeyStatuses.length, heightMetres: 60 }],
      ground: [{ kind: 'water', rings: [square(400)] }, { kind: 'road-major', rings: [square(200)] }],
      attribution: ['© OpenStreetMap contributors'],
    })
    harness.slots = Uint8Array.from([flatStatus, roofStatus, ...storeyStatuses])
    harness.start()
    // The committee's name would stand before the tower in its middle.
    harness.map.setLayers({ choropleth: null, heat: null, buildings: true, labels: false, campuses: true })
  }, [storeys, roof, flat] as const)
  await opened.page.waitForFunction(() => window.harness.firstFrames > 0)
  return opened
}

/** Waits until nothing has been drawn for a while, then flies there; drawing in software takes its time. */
async function flyTo(page: Page, node: number | null): Promise<void> {
  await page.evaluate((to) => window.harness.map.flyTo(to, { instant: true }), node)
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))
    for (let quiet = 0, last = -1; quiet < 8; quiet++) {
      await frame()
      const { frames } = window.harness.map.stats()
      if (frames !== last) quiet = 0
      last = frames
    }
  })
}

/** The status whose hue a pixel has, whatever its shade; null for the ground and what is between. */
function statusOfPixel(png: PNG, x: number, y: number): number | null {
  const at = (y * png.width + x) * 4
  const pixel = [png.data[at], png.data[at + 1], png.data[at + 2]]
  if (Math.max(...pixel) < 60) return null
  let best: number | null = null
  let bestSpread = 0.06
  statuses.forEach((status, code) => {
    const paint = [1, 3, 5].map((i) => parseInt(status.colorOnDark.slice(i, i + 2), 16))
    const scale = Math.max(...pixel) / Math.max(...paint)
    const spread = Math.max(...pixel.map((part, i) => Math.abs(part - paint[i] * scale))) / 255
    if (spread < bestSpread) [best, bestSpread] = [code, spread]
  })
  return best
}

const picture = async (page: Page): Promise<PNG> => PNG.sync.read(await page.screenshot())

/** Statuses met from the roof down, each once in a row, as most columns of the picture that meet any show them. */
function statusesFromTop(png: PNG): number[] {
  const votes = new Map<string, number>()
  for (let x = 0; x < png.width; x += 2) {
    const met: number[] = []
    for (let y = 0, run = 0, last: number | null = null; y < png.height; y++) {
      const status = statusOfPixel(png, x, y)
      run = status === last ? run + 1 : 0
      last = status
      if (status !== null && run === 3 && met[met.length - 1] !== status) met.push(status)
    }
    if (met.length) votes.set(met.join(), (votes.get(met.join()) ?? 0) + 1)
  }
  const [most] = [...votes].sort((a, b) => b[1] - a[1])
  return most ? most[0].split(',').map(Number) : []
}

/** The uppermost pixel that shows the status. */
function topPixel(png: PNG, status: number): { x: number; y: number } {
  for (let y = 0; y < png.height; y++) for (let x = 0; x < png.width; x++) if (statusOfPixel(png, x, y) === status) return { x, y }
  throw new Error('the picture does not show the status')
}

describe('the map in a browser', () => {
  it('shows each storey in its status, from the roof down, and the change of one by one texture write', async () => {
    const { page, errors, outside } = await openTower([CALM, CALM, ALARM, CALM, WAITING, CALM], WATCH, CALM)
    await flyTo(page, 2)
    await expect.poll(async () => statusesFromTop(await picture(page))).toEqual([WATCH, CALM, WAITING, CALM, ALARM, CALM])

    const before = await page.evaluate(() => window.harness.map.stats().textureWrites)
    await page.evaluate(() => window.harness.change([2 + 2, 1], [3, 3]))
    await settled(page)
    await expect.poll(async () => statusesFromTop(await picture(page))).toEqual([NOTED, CALM, WAITING, CALM, NOTED, CALM])
    await expect.poll(() => page.evaluate(() => window.harness.map.stats().textureWrites)).toBe(before + 1)
    expect(errors).toEqual([])
    expect(outside).toEqual([])
    await page.close()
  })

  it('sleeps when nothing changes: no frame is asked for', async () => {
    const { page } = await openTower([CALM], CALM, CALM)
    await settled(page)
    // Falls asleep at some time, and a whole second passes.
    await expect.poll(() => page.evaluate(async () => {
      const counted = window as unknown as { framesAsked: number }
      const before = counted.framesAsked
      await new Promise((resolve) => setTimeout(resolve, 1000))
      return counted.framesAsked - before
    })).toBe(0)
    await page.close()
  })

  it('tells the first frame once, names the source of its data, and its labels do not touch', async () => {
    const { page } = await site.open(SIZE)
    await page.evaluate(() => {
      const { harness } = window
      const cell = (i: number): [number, number][] => {
        const [x, y] = [121.5 + (i % 6) * 0.004, 31.2 + Math.floor(i / 6) * 0.003]
        return [[x, y], [x + 0.004, y], [x + 0.004, y + 0.003], [x, y + 0.003]]
      }
      harness.layout = harness.createLayout({ committees: Array.from({ length: 30 }, (_, i) => ({ name: `第${i + 1}居民区`, rings: [cell(i)] })), attribution: ['© OpenStreetMap contributors'] })
      harness.start()
    })
    await page.waitForFunction(() => window.harness.firstFrames > 0)
    await settled(page)
    const boxesOf = () => page.$$eval('.map-label', (elements) => elements.filter((element) => getComputedStyle(element).visibility === 'visible').map((element) => element.getBoundingClientRect().toJSON() as DOMRect))
    await expect.poll(async () => (await boxesOf()).length).toBeGreaterThan(5)
    const touching = (boxes: DOMRect[]): [DOMRect, DOMRect][] => boxes.flatMap((one, i) => boxes.slice(i + 1)
      .filter((other) => one.right > other.left && other.right > one.left && one.bottom > other.top && other.bottom > one.top).map((other): [DOMRect, DOMRect] => [one, other]))
    await expect.poll(async () => touching(await boxesOf())).toEqual([])
    await expect.poll(() => page.isVisible('text=© OpenStreetMap contributors')).toBe(true)
    await expect.poll(() => page.evaluate(() => window.harness.firstFrames)).toBe(1)
    await page.close()
  })

  it('picks the tower by its top, the committee by its ground, and nothing outside', async () => {
    const { page } = await openTower([CALM, CALM, CALM], CALM, CALM)
    await flyTo(page, 1)
    const { x, y } = topPixel(await picture(page), CALM)
    await page.mouse.click(x, y + 4)
    await page.mouse.click(x + 60, y + 60)
    await page.mouse.click(3, 3)
    await expect.poll(() => page.evaluate(() => window.harness.picked)).toEqual([2, 1, null])
    await page.close()
  })

  it('draws again after the graphics context is lost', async () => {
    const { page } = await openTower([ALARM, ALARM], ALARM, ALARM)
    await flyTo(page, 2)
    await page.evaluate(() => {
      for (const canvas of document.querySelectorAll('canvas')) {
        const lose = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')
        lose?.loseContext()
        // MapLibre waits for its own canvas's context; deck.gl's is replaced.
        if (canvas.classList.contains('maplibregl-canvas')) setTimeout(() => lose?.restoreContext(), 100)
      }
    })
    await expect.poll(async () => statusesFromTop(await picture(page))).toEqual([ALARM])
    await page.evaluate(() => window.harness.change([0, 1, 2, 3], [4, 4, 4, 4]))
    await settled(page)
    await expect.poll(async () => statusesFromTop(await picture(page))).toEqual([WAITING])
    await page.close()
  })

  it('has a ground and a first frame in an empty system, too', async () => {
    const { page, errors } = await site.open(SIZE)
    await page.evaluate(() => {
      window.harness.layout = window.harness.createLayout()
      window.harness.start()
    })
    await page.waitForFunction(() => window.harness.firstFrames === 1)
    expect(errors).toEqual([])
    await page.close()
  })

  it('goes without a trace', async () => {
    const { page, errors } = await openTower([CALM], CALM, CALM)
    const left = await page.evaluate(() => {
      window.harness.map.destroy()
      return document.getElementById('map')!.childElementCount
    })
    expect(left).toBe(0)
    expect(errors).toEqual([])
    await page.close()
  })
})
