/** One engine at a time recolours the same graph-paper town under the same camera; the bench outside reads the main thread's time. */
import type { Layout } from '../../../../server/protocol/layout.ts'
import { createBenchTown } from './createBenchTown.ts'
import { startAccessor } from './startAccessor.ts'
import { startFeatureState } from './startFeatureState.ts'
import { startOurs } from './startOurs.ts'

export interface Engine {
  /** One update: `slots[i]` takes `statuses[i]`. Engines without storeys use the slot's building. */
  update(slots: Uint32Array, statuses: Uint8Array): void
  /** Draws the same picture once more, with no update: every engine's drawing, whatever its way to colour. */
  redraw(): void
  stop(): void
  /** Updates that have reached the GPU, where the engine can tell. */
  drawn?(): number
}

export type Start = (layout: Layout, container: HTMLElement) => Promise<Engine>

const engines: Record<string, Start> = { 'ours': startOurs, 'feature-state': startFeatureState, 'accessor': startAccessor }

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
/** Whatever an update asks for is drawn in the next frame or the one after it. */
const frames = async (count: number): Promise<void> => { for (let i = 0; i < count; i++) await frame() }

/** deck.gl updates in one frame and draws in the next. */
const FRAMES_TO_SETTLE = 2

let engine: Engine | null = null
let slotCount = 0
let seed = 1
const random = (below: number): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % below

const madeUp = (changes: number) => ({ slots: Uint32Array.from({ length: changes }, () => random(slotCount)), statuses: Uint8Array.from({ length: changes }, () => random(6)) })

const bench = {
  async start(name: string, buildings: number): Promise<void> {
    const layout = createBenchTown(buildings)
    engine?.stop()
    slotCount = layout.head.slotCount
    engine = await engines[name](layout, document.getElementById('map')!)
    await frames(5)
  },
  /** A stream of updates, one in every frame, as when a day is replayed; returns how many the engine drew, or -1 when it cannot tell. */
  async updates(count: number, changes: number): Promise<number> {
    const before = engine!.drawn?.() ?? 0
    for (let i = 0; i < count; i++) {
      const { slots, statuses } = madeUp(changes)
      engine!.update(slots, statuses)
      await frames(1)
    }
    await frames(FRAMES_TO_SETTLE)
    return engine!.drawn ? engine!.drawn() - before : -1
  },
  /** The same drawings without an update. The changes are made up here, too: their making is not the update's cost. */
  async redraws(count: number, changes: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      madeUp(changes)
      engine!.redraw()
      await frames(1)
    }
    await frames(FRAMES_TO_SETTLE)
  },
}

declare global { interface Window { bench: typeof bench } }
window.bench = bench
