/** One engine at a time recolours the same graph-paper town under the same camera; the bench outside reads the main thread's time. */
import type { Layout } from '../../../../server/protocol/layout.ts'
import { createBenchTown } from './createBenchTown.ts'
import { startAccessor } from './startAccessor.ts'
import { startFeatureState } from './startFeatureState.ts'
import { startOurs } from './startOurs.ts'

export interface Engine {
  /** One update: `slots[i]` takes `statuses[i]`. Engines without storeys use the slot's building. */
  update(slots: Uint32Array, statuses: Uint8Array): void
  stop(): void
  /** Updates that have reached the GPU, where the engine can tell. */
  drawn?(): number
}

export type Start = (layout: Layout, container: HTMLElement) => Promise<Engine>

const engines: Record<string, Start> = { 'ours': startOurs, 'feature-state': startFeatureState, 'accessor': startAccessor }

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
/** Whatever an update asks for is drawn in the next frame or the one after it. */
const frames = async (count: number): Promise<void> => { for (let i = 0; i < count; i++) await frame() }

let engine: Engine | null = null
let slotCount = 0
let seed = 1
const random = (below: number): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % below

const bench = {
  async start(name: string, buildings: number): Promise<void> {
    const layout = createBenchTown(buildings)
    engine?.stop()
    slotCount = layout.head.slotCount
    engine = await engines[name](layout, document.getElementById('map')!)
    await frames(5)
  },
  /** `count` updates of `changes` each, one after the other; returns how many the engine drew, or -1 when it cannot tell. */
  async run(count: number, changes: number): Promise<number> {
    const before = engine!.drawn?.() ?? 0
    for (let i = 0; i < count; i++) {
      engine!.update(Uint32Array.from({ length: changes }, () => random(slotCount)), Uint8Array.from({ length: changes }, () => random(6)))
      await frames(3)
    }
    return engine!.drawn ? engine!.drawn() - before : -1
  },
  /** The same without updates: what waiting for frames costs by itself. */
  async idle(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await frames(3)
  },
}

declare global { interface Window { bench: typeof bench } }
window.bench = bench
