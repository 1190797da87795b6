import { decodeFrame, type DeltaFrame, encodeDelta, type FrameAside } from '../protocol/frame.ts'

/** More than a screen can show; the older ones have scrolled away. */
const TICKER_ENTRIES_KEPT = 100

/** [R3] One frame that does what these do one after another, oldest first: the last value of each slot and figure. Pure. */
export function mergeDeltas(encoded: readonly Uint8Array[]): Uint8Array {
  if (encoded.length === 1) return encoded[0]
  const slots = new Map<number, number>()
  /** node × 256 + counter → value; a counter is one byte on the wire. */
  const figures = new Map<number, number>()
  let aside: FrameAside = {}
  let [fromRev, toRev, sentAt] = [Infinity, 0, 0]
  for (const bytes of encoded) {
    const delta = decodeFrame(bytes) as DeltaFrame
    fromRev = Math.min(fromRev, delta.fromRev)
    toRev = Math.max(toRev, delta.toRev)
    sentAt = delta.sentAt
    for (let i = 0; i < delta.slotIndex.length; i++) slots.set(delta.slotIndex[i], delta.slotStatus[i])
    for (let i = 0; i < delta.figureNode.length; i++) figures.set(delta.figureNode[i] * 256 + delta.figureCounter[i], delta.figureValue[i])
    aside = mergeAsides(aside, delta.aside)
  }
  return encodeDelta({
    fromRev, toRev, sentAt,
    slotIndex: Uint32Array.from(slots.keys()), slotStatus: Uint8Array.from(slots.values()),
    figureNode: Uint32Array.from(figures.keys(), (key) => Math.floor(key / 256)),
    figureCounter: Uint8Array.from(figures.keys(), (key) => key % 256),
    figureValue: Uint32Array.from(figures.values()),
    aside,
  })
}

function mergeAsides(before: FrameAside, after: FrameAside): FrameAside {
  const merged: FrameAside = { ...before, ...after }
  if (before.feeds && after.feeds) merged.feeds = { ...before.feeds, ...after.feeds }
  if (before.ticker && after.ticker) merged.ticker = [...before.ticker, ...after.ticker].slice(-TICKER_ENTRIES_KEPT)
  if (before.curve && after.curve) merged.curve = mergeCurves(before.curve, after.curve)
  return merged
}

function mergeCurves(before: NonNullable<FrameAside['curve']>, after: NonNullable<FrameAside['curve']>): NonNullable<FrameAside['curve']> {
  if (after.restart) return after
  const at = new Map([...before.at, ...after.at])
  return { ...after, at: [...at].sort((a, b) => a[0] - b[0]), ...(before.restart && { restart: true }) }
}
