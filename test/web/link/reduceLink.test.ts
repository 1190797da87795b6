import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ResetMessage } from '../../../server/protocol/schema.ts'
import { type LinkAction, type LinkInput, type LinkModel, linkStateOf, newLink, reduceLink } from '../../../web/link/reduceLink.ts'

const TIMES = { staleAfterMs: 12_000, answerWithinMs: 10_000 }
const RESET: ResetMessage = { protocol: 1, worldId: 'w1', layoutHash: 'l1', rev: 5, reason: 'first', layoutUrl: '/api/v1/layout/l1', snapshotUrl: '/api/v1/snapshot/w1/5' }
const HELD = { worldId: 'w1', layoutHash: 'l1', rev: 5 }
type Undated = LinkInput extends infer One ? One extends LinkInput ? Omit<One, 'at'> : never : never

/** Runs inputs one second apart and keeps the last step's actions. */
function run(inputs: Undated[], from: LinkModel = newLink(0)): { model: LinkModel; actions: LinkAction[]; at: number } {
  let model = from
  let actions: LinkAction[] = []
  let at = from.phaseSince
  for (const input of inputs) {
    at += 1_000
    ;({ model, actions } = reduceLink(model, { ...input, at } as LinkInput, TIMES))
  }
  return { model, actions, at }
}
const LIVE: Undated[] = [
  { input: 'started' }, { input: 'opened' }, { input: 'reset', reset: RESET }, { input: 'loaded', held: HELD }, { input: 'delta', fromRev: 5, toRev: 5 },
]
const names = (actions: LinkAction[]): string[] => actions.map((action) => action.act)

describe('reduceLink', () => {
  it('aside from the wall being connected is all: no hello, whatever comes or does not come, until the line is lost', () => {
    const aside = run([{ input: 'started' }, { input: 'opened', aside: true }])
    expect(aside.actions).toEqual([])
    expect(linkStateOf(aside.model).state).toBe('live')
    const later = run([{ input: 'delta', fromRev: 5, toRev: 6 }, { input: 'bad', forget: false }, ...Array.from({ length: 60 }, (): Undated => ({ input: 'tick' }))], aside.model)
    expect([later.actions, linkStateOf(later.model).state]).toEqual([[], 'live'])
    expect(linkStateOf(run([{ input: 'closed' }], later.model).model).state).toBe('offline')
  })

  it('a first hello claims nothing; after a snapshot it says what it holds and goes live with the answer', () => {
    expect(run(LIVE.slice(0, 2)).actions).toEqual([{ act: 'greet', hello: { protocol: 1 } }])
    expect(run(LIVE.slice(0, 3)).actions).toEqual([{ act: 'load', reset: RESET }])
    expect(run(LIVE.slice(0, 4)).actions).toEqual([{ act: 'greet', hello: { protocol: 1, ...HELD } }])
    expect(linkStateOf(run(LIVE.slice(0, 4)).model).state).toBe('resyncing')
    const { model } = run(LIVE)
    expect(linkStateOf(model).state).toBe('live')
    expect(model.lost).toBe(null)
  })

  it('a delta that starts beyond our revision is a gap: not applied, answered by one hello from where we are', () => {
    const gap = run([...LIVE, { input: 'delta', fromRev: 7, toRev: 8 }])
    expect(gap.actions).toEqual([{ act: 'greet', hello: { protocol: 1, ...HELD } }])
    expect(run([...LIVE, { input: 'delta', fromRev: 7, toRev: 8 }, { input: 'delta', fromRev: 8, toRev: 9 }]).actions).toEqual([])
  })

  it('an older delta is a sign of life and nothing else', () => {
    const before = run([...LIVE, { input: 'delta', fromRev: 5, toRev: 9 }])
    const after = run([{ input: 'delta', fromRev: 5, toRev: 7 }], { ...before.model, phaseSince: before.at })
    expect(after.actions).toEqual([])
    expect(after.model.held!.rev).toBe(9)
    expect(after.model.heardAt).toBeGreaterThan(before.model.heardAt)
  })

  it('deltas that come while a reset is loading may belong to another world and are left alone', () => {
    expect(run([...LIVE.slice(0, 3), { input: 'delta', fromRev: 5, toRev: 6 }]).actions).toEqual([])
  })

  it('silence is a lost link since the last frame, not since it was noticed', () => {
    const { model, at } = run(LIVE)
    expect(reduceLink(model, { input: 'tick', at: at + 12_000 }, TIMES).actions).toEqual([])
    const silent = reduceLink(model, { input: 'tick', at: at + 12_001 }, TIMES)
    expect(names(silent.actions)).toEqual(['close', 'wait'])
    expect(linkStateOf(silent.model)).toMatchObject({ state: 'offline', since: at, why: 'silent' })
  })

  it('a loss keeps what is held, says since when through every further attempt, and resumes from it', () => {
    const lost = run([...LIVE, { input: 'closed' }])
    const again = run([...LIVE, { input: 'closed' }, { input: 'retry-due' }, { input: 'closed' }, { input: 'retry-due' }])
    expect(linkStateOf(again.model)).toMatchObject({ state: 'offline', since: lost.at, attempt: 2 })
    const greeting = run([{ input: 'opened' }], again.model)
    expect(greeting.actions).toEqual([{ act: 'greet', hello: { protocol: 1, ...HELD } }])
    expect(linkStateOf(greeting.model)).toMatchObject({ state: 'resyncing', lostAt: lost.at })
  })

  it('a server that does not answer is tried anew', () => {
    const { model, at } = run(LIVE.slice(0, 2))
    expect(names(reduceLink(model, { input: 'tick', at: at + 10_001 }, TIMES).actions)).toEqual(['close', 'wait'])
  })

  it('a server whose answers bring us no further, time and again, is asked for everything', () => {
    const round: Undated[] = [{ input: 'retry-due' }, { input: 'opened' }, { input: 'delta', fromRev: 8, toRev: 8 }]
    let { model } = run([...LIVE, { input: 'closed' }])
    for (let i = 0; i < 3; i++) {
      const greeted = run(round, model)
      model = reduceLink(greeted.model, { input: 'tick', at: greeted.at + 10_001 }, TIMES).model
    }
    expect(run(round.slice(0, 2), model).actions).toEqual([{ act: 'greet', hello: { protocol: 1 } }])
  })

  it('a bad message is counted and answered by one hello; a flood of them by starting from nothing', () => {
    const once = run([...LIVE, { input: 'bad', forget: false }])
    expect(names(once.actions)).toEqual(['greet'])
    expect(once.model.bad).toBe(1)
    expect(run([...LIVE, { input: 'bad', forget: false }, { input: 'bad', forget: false }]).actions).toEqual([])
    const flood = run([...LIVE, ...Array.from({ length: 5 }, (): Undated => ({ input: 'bad', forget: false }))])
    expect(names(flood.actions)).toEqual(['close', 'wait'])
    expect(flood.model).toMatchObject({ held: null, bad: 5 })
  })

  it('a delta that does not fit the world puts the world in doubt: the next hello claims nothing', () => {
    expect(run([...LIVE, { input: 'bad', forget: true }]).actions).toEqual([{ act: 'greet', hello: { protocol: 1 } }])
  })

  it('a refusal is shown until the link works again, is tried again slowly, and claims nothing', () => {
    const refused = run([...LIVE, { input: 'refused', code: 'bad-hello', reason: 'no' }])
    expect(refused.actions).toEqual([{ act: 'close' }, { act: 'wait', attempt: 1, slow: true }])
    expect(linkStateOf(refused.model)).toMatchObject({ state: 'refused', code: 'bad-hello' })
    const again = run([{ input: 'retry-due' }, { input: 'opened' }], refused.model)
    expect(again.actions).toEqual([{ act: 'greet', hello: { protocol: 1 } }])
    expect(linkStateOf(again.model).state).toBe('refused')
  })

  it('a reset of another protocol is refused rather than misread', () => {
    expect(linkStateOf(run([...LIVE.slice(0, 2), { input: 'reset', reset: { ...RESET, protocol: 2 } }]).model)).toMatchObject({ state: 'refused', code: 'other-protocol' })
  })

  it('a failed load waits before it asks again, so a broken snapshot is not fetched in a loop', () => {
    expect(names(run([...LIVE.slice(0, 3), { input: 'load-failed' }]).actions)).toEqual(['close', 'wait'])
  })

  const anyInput: fc.Arbitrary<Undated> = fc.oneof(
    fc.constantFrom<Undated>({ input: 'opened' }, { input: 'closed' }, { input: 'retry-due' }, { input: 'tick' }, { input: 'load-failed' }, { input: 'reset', reset: RESET }, { input: 'loaded', held: HELD }),
    fc.record({ input: fc.constant('delta' as const), fromRev: fc.nat(12), toRev: fc.nat(12) }),
    fc.record({ input: fc.constant('bad' as const), forget: fc.boolean() }),
    fc.constant<Undated>({ input: 'refused', code: 'too-many', reason: '' }),
  )

  it('whatever happens, it never gives up: a closed link always has its next attempt planned', () => {
    fc.assert(fc.property(fc.array(anyInput, { maxLength: 60 }), (inputs) => {
      let model = newLink(0)
      let planned = false
      let at = 0
      for (const input of [{ input: 'started' } as Undated, ...inputs]) {
        at += 1_000
        const step = reduceLink(model, { ...input, at } as LinkInput, TIMES)
        model = step.model
        for (const action of step.actions) {
          if (action.act === 'wait') planned = true
          if (action.act === 'open') planned = false
        }
        expect(model.phase !== 'closed' || planned).toBe(true)
      }
    }))
  })

  it('whatever happens, the revision held moves only by deltas that join on, or by a snapshot', () => {
    fc.assert(fc.property(fc.array(anyInput, { maxLength: 60 }), (inputs) => {
      let model = run(LIVE).model
      let at = 10_000
      for (const input of inputs) {
        at += 100
        const before = model.held
        const step = reduceLink(model, { ...input, at } as LinkInput, TIMES)
        model = step.model
        if (step.actions.some((action) => action.act === 'apply')) {
          const delta = input as { fromRev: number; toRev: number }
          expect(delta.fromRev).toBeLessThanOrEqual(before!.rev)
          expect(delta.toRev).toBeGreaterThanOrEqual(before!.rev)
        } else if (model.held && before && input.input !== 'loaded') expect(model.held).toEqual(before)
      }
    }))
  })
})
