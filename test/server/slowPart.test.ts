import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSlowPart } from '../../server/slowPart.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

function part() {
  const state = { key: 'a', computed: 0, due: 0 }
  const slow = createSlowPart({ everyMs: 1000, key: () => state.key, compute: () => (state.computed++, state.key), onDue: () => { state.due++ } })
  return { state, slow }
}

it('is told once, and again only when what it hangs on has changed', () => {
  const { state, slow } = part()
  expect(slow.take()).toBe('a')
  expect(slow.take()).toBeUndefined()
  vi.advanceTimersByTime(5000)
  expect(slow.isDue()).toBe(false)
  state.key = 'b'
  expect(slow.take()).toBe('b')
  expect(state.computed).toBe(2)
})

it('a burst of changes is worked out once at its end, and nobody needs to ask', () => {
  const { state, slow } = part()
  slow.take()
  for (const key of ['b', 'c', 'd']) {
    state.key = key
    expect(slow.take()).toBeUndefined()
  }
  expect(state.due).toBe(0)
  vi.advanceTimersByTime(1000)
  expect(state.due).toBe(1)
  expect(slow.take()).toBe('d')
  expect(state.computed).toBe(2)
})

it('whoever asks for it as it is now gets that, told or not', () => {
  const { state, slow } = part()
  slow.take()
  state.key = 'b'
  expect(slow.current()).toBe('b')
  expect(slow.take()).toBeUndefined()
})

it('says nothing any more once it is stopped', () => {
  const { state, slow } = part()
  slow.take()
  state.key = 'b'
  slow.take()
  slow.stop()
  vi.advanceTimersByTime(5000)
  expect(state.due).toBe(0)
})
