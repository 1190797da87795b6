/** A page with nothing but the map, driven from outside by the browser tests and the pictures. */
import type { DeltaFrame } from '../../../../server/protocol/frame.ts'
import { decodeLayout, type Layout } from '../../../../server/protocol/layout.ts'
import { createMap, type LiveMap, type LiveMapOptions } from '../../../../web/map/createMap.ts'
import { createGridLayout } from '../../../fixtures/createGridLayout.ts'
import { createLayout } from '../../../fixtures/createLayout.ts'

export interface MapHarness {
  layout: Layout
  map: LiveMap
  slots: Uint8Array
  figures: Uint32Array
  picked: (number | null)[]
  firstFrames: number
  start(options?: Partial<LiveMapOptions>): void
  load(bytes: ArrayBuffer, slots: ArrayBuffer, figures: ArrayBuffer, options?: Partial<LiveMapOptions>): void
  change(slotIndex: number[], slotStatus: number[]): void
  createGridLayout: typeof createGridLayout
  createLayout: typeof createLayout
}

declare global { interface Window { harness: MapHarness } }

const harness: MapHarness = {
  layout: createGridLayout(36, (b) => 3 + (b % 8)),
  map: undefined as unknown as LiveMap,
  slots: new Uint8Array(0), figures: new Uint32Array(0), picked: [], firstFrames: 0,
  start(options = {}) {
    const { layout } = this
    if (this.slots.length !== layout.head.slotCount) this.slots = new Uint8Array(layout.head.slotCount)
    if (this.figures.length === 0) this.figures = new Uint32Array(layout.head.nodes.length * layout.head.pack.counters.length)
    this.map = createMap({
      container: document.getElementById('map')!, locale: () => 'zh-CN',
      onPick: (node) => this.picked.push(node), onFirstFrame: () => this.firstFrames++, ...options,
    })
    this.map.setLayout(layout)
    this.map.setWorld(this.slots, this.figures)
  },
  load(bytes, slots, figures, options) {
    this.layout = decodeLayout(new Uint8Array(bytes))
    this.slots = new Uint8Array(slots)
    this.figures = new Uint32Array(figures)
    this.start(options)
  },
  change(slotIndex, slotStatus) {
    slotIndex.forEach((slot, i) => { this.slots[slot] = slotStatus[i] })
    const none = new Uint32Array(0)
    const delta: DeltaFrame = {
      kind: 'delta', fromRev: 0, toRev: 1, sentAt: 0, slotIndex: Uint32Array.from(slotIndex), slotStatus: Uint8Array.from(slotStatus),
      figureNode: none, figureCounter: new Uint8Array(0), figureValue: none, aside: {},
    }
    this.map.applyDelta(delta)
  },
  createGridLayout,
  createLayout,
}
window.harness = harness
