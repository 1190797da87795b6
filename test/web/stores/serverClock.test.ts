import { describe, expect, it } from 'vitest'
import { createServerClock } from '../../../web/stores/serverClock.ts'

const T = 1_581_722_496_000

describe('serverClock', () => {
  it('knows nothing before the first frame', () => expect(createServerClock().read(0)).toBe(null))
  it('shows the server\'s time however wrong ours is, and moves on between frames', () => {
    const clock = createServerClock()
    clock.observe(T, 500)
    expect(clock.read(2_500)).toBe(T + 2_000)
  })
  it('follows a demo whose clock runs sixty times as fast', () => {
    const clock = createServerClock()
    for (let second = 0; second <= 5; second++) clock.observe(T + second * 60_000, second * 1_000)
    expect(clock.read(6_000)).toBe(T + 6 * 60_000)
  })
  it('does not take a network\'s jitter for another rate', () => {
    const clock = createServerClock()
    for (let second = 0; second <= 5; second++) clock.observe(T + second * 1_000, second * 1_000 + (second % 2) * 80)
    expect(clock.read(5_080 + 1_000)).toBe(T + 6_000)
  })
  it('stands still some time after the last frame: a moving clock would promise fresh data', () => {
    const clock = createServerClock(12_000)
    clock.observe(T, 0)
    expect(clock.read(60_000)).toBe(T + 12_000)
  })
  it('starts over when the server\'s clock was set back, as a demo loop does', () => {
    const clock = createServerClock()
    for (let second = 0; second <= 5; second++) clock.observe(T + second * 60_000, second * 1_000)
    clock.observe(T, 6_000)
    expect(clock.read(6_500)).toBe(T + 500)
  })
})
