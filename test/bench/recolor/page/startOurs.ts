import { createMap } from '../../../../web/map/createMap.ts'
import type { Start } from './main.ts'

/** Ours: storeys, roofs and far-away status in a look-up texture; pulses off, since the others have none, and no smooth edges, which only cost time in software. */
export const startOurs: Start = async (layout, container) => {
  const slots = new Uint8Array(layout.head.slotCount)
  const figures = new Uint32Array(layout.head.nodes.length * layout.head.pack.counters.length)
  let firstFrame = (): void => {}
  const ready = new Promise<void>((resolve) => { firstFrame = resolve })
  const map = createMap({ container, locale: () => 'en', onPick: () => {}, onFirstFrame: firstFrame, reducedMotion: true, antialias: false })
  map.setLayout(layout)
  map.setWorld(slots, figures)
  await ready
  const none = new Uint32Array(0)
  let rev = 0
  return {
    stop: () => map.destroy(),
    redraw: () => map.redraw(),
    update(index, statuses) {
      // The store's part of the work belongs to the update, too.
      for (let i = 0; i < index.length; i++) slots[index[i]] = statuses[i]
      map.applyDelta({
        kind: 'delta', fromRev: rev, toRev: ++rev, sentAt: 0, slotIndex: index, slotStatus: statuses,
        figureNode: none, figureCounter: new Uint8Array(0), figureValue: none, aside: {},
      })
    },
    drawn: () => map.stats().textureWrites,
  }
}
