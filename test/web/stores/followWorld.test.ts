import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame, type DeltaFrame, encodeDelta } from '../../../server/protocol/frame.ts'
import { type LinkInput, newLink, reduceLink } from '../../../web/link/reduceLink.ts'
import { applyDelta } from '../../../web/stores/applyDelta.ts'
import { createWorld as createHeldWorld } from '../../../web/stores/createWorld.ts'
import type { World } from '../../../web/stores/world.ts'
import { createGridLayout } from '../../fixtures/createGridLayout.ts'
import { createWorld, type WorldFixture } from '../../fixtures/createWorld.ts'

const TIMES = { staleAfterMs: 12_000, answerWithinMs: 10_000 }
const layout = createGridLayout(6)

type Event =
  | { event: 'change'; building: number; status: number; node: number; units: number; delivery: 'once' | 'twice' | 'lost' }
  | { event: 'other-world' | 'broken-line' | 'forgetful-server' | 'rubbish' | 'old-delta' }
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ event: fc.constant('change' as const), building: fc.nat(5), status: fc.nat(5), node: fc.nat(7), units: fc.nat(9_999), delivery: fc.constantFrom('once' as const, 'once' as const, 'twice' as const, 'lost' as const) }) },
  { weight: 1, arbitrary: fc.record({ event: fc.constantFrom('other-world' as const, 'broken-line' as const, 'forgetful-server' as const, 'rubbish' as const, 'old-delta' as const) }) },
)

/** Link and store together against a server in memory, in which a delta may come late, twice or never. */
function play(events: Event[]): { held: World | null; server: WorldFixture } {
  let server = createWorld(layout)
  let kept: DeltaFrame[] = []
  let sent: DeltaFrame[] = []
  let held: World | null = null
  let model = newLink(0)
  let at = 0
  const queue: LinkInput[] = []
  const frames = new Map<LinkInput, DeltaFrame>()
  const deliver = (delta: DeltaFrame): void => {
    const frame = decodeFrame(encodeDelta(delta)) as DeltaFrame
    const input: LinkInput = { input: 'delta', fromRev: frame.fromRev, toRev: frame.toRev, at }
    frames.set(input, frame)
    queue.push(input)
  }
  const drain = (): void => {
    for (let steps = 0; queue.length > 0; steps++) {
      if (steps > 10_000) throw new Error('the link talks to itself for ever')
      const input = queue.shift()!
      at += 1
      const step = reduceLink(model, { ...input, at }, TIMES)
      model = step.model
      for (const action of step.actions) {
        if (action.act === 'apply') {
          if (!applyDelta(held!, frames.get(input)!)) queue.unshift({ input: 'bad', forget: true, at })
        } else if (action.act === 'open') queue.push({ input: 'opened', at })
        else if (action.act === 'wait') queue.push({ input: 'retry-due', at })
        else if (action.act === 'load') {
          held = createHeldWorld(layout, server.snapshot())
          queue.push({ input: 'loaded', held: { worldId: held!.worldId, layoutHash: layout.head.layoutHash, rev: held!.rev }, at })
        } else if (action.act === 'greet') {
          const { hello } = action
          const missing = kept.filter((delta) => delta.toRev > hello.rev!)
          if (hello.worldId !== server.worldId || (hello.rev! < server.rev && missing[0]?.fromRev !== hello.rev)) {
            queue.push({ input: 'reset', at, reset: { protocol: 1, worldId: server.worldId, layoutHash: layout.head.layoutHash, rev: server.rev, reason: 'first', layoutUrl: '/api/v1/l', snapshotUrl: '/api/v1/s' } })
          } else for (const delta of missing.length ? missing : [server.emptyDelta()]) deliver(delta)
        }
      }
    }
  }
  queue.push({ input: 'started', at })
  drain()
  for (const event of events) {
    switch (event.event) {
      case 'change': {
        server.setBuilding(event.building, event.status)
        server.setFigure(event.node, 'units', event.units)
        const delta = server.takeDelta()
        kept.push(delta)
        sent.push(delta)
        if (event.delivery !== 'lost') deliver(delta)
        if (event.delivery === 'twice') deliver(delta)
        break
      }
      case 'other-world':
        server = createWorld(layout, { worldId: `${server.worldId}+`, rev: 3 })
        kept = []
        sent = []
        queue.push({ input: 'closed', at })
        break
      case 'broken-line': queue.push({ input: 'closed', at }); break
      case 'forgetful-server': kept = []; break
      case 'rubbish': queue.push({ input: 'bad', forget: false, at }); break
      case 'old-delta': if (sent.length) deliver(sent[0])
    }
    drain()
  }
  // The next heartbeat tells of whatever was lost.
  deliver(server.emptyDelta())
  drain()
  return { held, server }
}

describe('link and store together', () => {
  it('end as the server is, whatever was lost, doubled, late, broken or replaced on the way', () => {
    fc.assert(fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const { held, server } = play(events)
      expect(held!.worldId).toBe(server.worldId)
      expect(held!.rev).toBe(server.rev)
      expect(held!.slots).toEqual(server.slots)
      expect(held!.figures).toEqual(server.figures)
    }), { numRuns: 300 })
  })
})
