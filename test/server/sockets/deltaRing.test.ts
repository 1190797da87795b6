import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame, type DeltaFrame, encodeDelta, type FrameAside } from '../../../server/protocol/frame.ts'
import { createDeltaRing } from '../../../server/sockets/deltaRing.ts'
import { mergeDeltas } from '../../../server/sockets/mergeDeltas.ts'
import { mayConnect } from '../../../server/sockets/mayConnect.ts'

interface Change { slots: [number, number][]; figures: [number, number, number][]; aside?: FrameAside }
const frame = (fromRev: number, toRev: number, { slots, figures, aside = {} }: Change = { slots: [], figures: [] }): Uint8Array => encodeDelta({
  fromRev, toRev, sentAt: toRev, aside,
  slotIndex: Uint32Array.from(slots, ([index]) => index), slotStatus: Uint8Array.from(slots, ([, status]) => status),
  figureNode: Uint32Array.from(figures, ([node]) => node), figureCounter: Uint8Array.from(figures, ([, counter]) => counter), figureValue: Uint32Array.from(figures, ([, , value]) => value),
})
const change = fc.record({
  slots: fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 5 })), { maxLength: 6 }),
  figures: fc.array(fc.tuple(fc.constantFrom(0, 3, 0xffffffff), fc.nat({ max: 255 }), fc.nat({ max: 99 })), { maxLength: 6 }),
})

/** What a wall would show after these frames. */
function show(frames: Uint8Array[]): Record<string, number> {
  const shown: Record<string, number> = {}
  for (const bytes of frames) {
    const delta = decodeFrame(bytes) as DeltaFrame
    delta.slotIndex.forEach((slot, i) => { shown[`slot ${slot}`] = delta.slotStatus[i] })
    delta.figureNode.forEach((node, i) => { shown[`figure ${node} ${delta.figureCounter[i]}`] = delta.figureValue[i] })
  }
  return shown
}

describe('the ring of deltas', () => {
  it('[R3] a merged frame does what its parts do', () => {
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const frames = changes.map((each, i) => frame(i, i + 1, each))
      const merged = mergeDeltas(frames)
      expect(show([merged])).toEqual(show(frames))
      expect(decodeFrame(merged)).toMatchObject({ fromRev: 0, toRev: changes.length })
    }))
  })

  it('[R3] joins asides: the latest texts, all ticker lines, one curve', () => {
    const line = (at: number) => ({ at, node: 1, status: 1, from: 0, units: 1 })
    const asides: FrameAside[] = [
      { day: '2020-02-15', feeds: { school: 1, gate: 1 }, ticker: [line(1)], curve: { at: [[1, 5], [2, 6]], cutOffMinute: 450 } },
      { feeds: { school: 2 }, ticker: [line(2)], curve: { at: [[2, 7], [3, 8]], cutOffMinute: 450 } },
      { day: '2020-02-16' },
    ]
    const merged = mergeDeltas(asides.map((aside, i) => frame(i, i + 1, { slots: [], figures: [], aside })))
    expect((decodeFrame(merged) as DeltaFrame).aside).toEqual({
      day: '2020-02-16', feeds: { school: 2, gate: 1 }, ticker: [line(1), line(2)], curve: { at: [[1, 5], [2, 7], [3, 8]], cutOffMinute: 450 },
    })
    const restarted = mergeDeltas([frame(0, 1, { slots: [], figures: [], aside: asides[0] }), frame(1, 2, { slots: [], figures: [], aside: { curve: { at: [], cutOffMinute: 450, restart: true } } })])
    expect((decodeFrame(restarted) as DeltaFrame).aside.curve).toEqual({ at: [], cutOffMinute: 450, restart: true })
  })

  it('[H3] resumes from any revision it still has, and from none before', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: 3 }), change), { minLength: 1, maxLength: 30 }), fc.nat({ max: 40 }), (steps, back) => {
      const ring = createDeltaRing(10, { frames: 8, bytes: 1e9 })
      const sent: { fromRev: number; toRev: number; bytes: Uint8Array }[] = []
      let at = 10
      for (const [step, content] of steps) {
        sent.push({ fromRev: at, toRev: at + step, bytes: frame(at, at + step, content) })
        ring.push(sent.at(-1)!)
        at += step
      }
      expect(ring.lastRev()).toBe(at)
      expect(ring.size().frames).toBe(Math.min(8, sent.length))
      const rev = at - back
      const missing = ring.missingSince(rev)
      const kept = sent.slice(-8)
      const due = kept.filter((each) => each.toRev > rev || (each.toRev === rev && each.fromRev === rev))
      if (rev === at && due.length === 0) expect(missing).toBe('current')
      else if (due.length === 0 || due[0].fromRev > rev) expect(missing).toBe('too-old')
      else expect(show([missing as Uint8Array])).toEqual(show(due.map((each) => each.bytes)))
    }))
  })

  it('[R2] is bounded in bytes too, and gives up where a snapshot is smaller', () => {
    const ring = createDeltaRing(0, { frames: 1e9, bytes: 10_000 })
    for (let rev = 0; rev < 100; rev++) ring.push({ fromRev: rev, toRev: rev + 1, bytes: new Uint8Array(1000) })
    expect(ring.size()).toEqual({ frames: 10, bytes: 10_000 })
    expect(ring.missingSince(80)).toBe('too-old')
    const large = createDeltaRing(0)
    large.push({ fromRev: 0, toRev: 1, bytes: new Uint8Array(3 * 1024 * 1024) })
    expect(large.missingSince(0)).toBe('too-old')
  })

  it('[R1] a gap is never resumed over', () => {
    const ring = createDeltaRing(0)
    ring.push({ fromRev: 0, toRev: 1, bytes: frame(0, 1) })
    ring.push({ fromRev: 3, toRev: 4, bytes: frame(3, 4) })
    expect(ring.missingSince(0)).toBe('too-old')
    expect(ring.missingSince(3)).toBeInstanceOf(Uint8Array)
    ring.restart(100)
    expect([ring.missingSince(4), ring.missingSince(100)]).toEqual(['too-old', 'current'])
  })
})

describe('mayConnect', () => {
  it.each([
    [{ host: 'wall.example:8066' }, true],
    [{ host: 'wall.example:8066', origin: 'http://wall.example:8066' }, true],
    [{ host: 'WALL.example', origin: 'https://wall.example' }, true],
    [{ host: '127.0.0.1:8066', origin: 'http://localhost:8066' }, true],
    [{ host: '[::1]:8066', origin: 'http://127.0.0.1:8066' }, true],
    [{ host: 'wall.example:8066', origin: 'http://wall.example' }, false],
    [{ host: 'wall.example', origin: 'http://evil.example' }, false],
    [{ host: 'wall.example', origin: 'http://wall.example.evil.example' }, false],
    [{ host: '127.0.0.1:8066', origin: 'http://127.0.0.1:3000' }, false],
    [{ host: '127.0.0.1:8066', origin: 'null' }, false],
    [{ host: '127.0.0.1:8066', origin: 'file://' }, false],
    [{ host: 'a b', origin: 'http://a' }, false],
    [{ origin: 'http://wall.example' }, false],
  ])('[S2] %j → %s', (headers, may) => {
    expect(mayConnect(headers)).toBe(may)
  })
})
