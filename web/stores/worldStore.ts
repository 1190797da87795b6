import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowRef } from 'vue'
import type { DeltaFrame, SnapshotFrame } from '../../server/protocol/frame.ts'
import type { Layout } from '../../server/protocol/layout.ts'
import { applyDelta } from './applyDelta.ts'
import { createWorld } from './createWorld.ts'
import { type Aside, mergeAside, NO_ASIDE } from './mergeAside.ts'
import type { World } from './world.ts'

/** For those who need each change and not just the latest state: the map. */
export interface WorldListener {
  loaded(world: World, layoutChanged: boolean): void
  changed(delta: DeltaFrame): void
}

/** The one world of the page. Components read `world` and watch `version`; its arrays change in place. */
export const useWorldStore = defineStore('world', () => {
  const world = shallowRef<World | null>(null)
  const aside = shallowRef<Aside>(NO_ASIDE)
  /** Grows with every snapshot and delta applied. */
  const version = ref(0)
  /** Grows when figures of before are not comparable with those of now (another world or layout). */
  const worldVersion = ref(0)
  const listeners = new Set<WorldListener>()

  const layout = computed<Layout | null>(() => world.value?.layout ?? null)
  const pack = computed(() => layout.value?.head.pack ?? null)
  /** Node id → index in this layout. */
  const nodeOfId = computed(() => new Map(layout.value?.head.nodes.map((node, index) => [node.id, index] as const)))

  function load(nextLayout: Layout, snapshot: SnapshotFrame): boolean {
    const next = createWorld(nextLayout, snapshot)
    if (!next) return false
    const layoutChanged = world.value?.layout !== nextLayout
    const worldChanged = layoutChanged || world.value?.worldId !== next.worldId
    world.value = markRaw(next)
    aside.value = mergeAside({ ...NO_ASIDE, demo: nextLayout.head.demo }, snapshot.aside)
    version.value++
    if (worldChanged) worldVersion.value++
    for (const listener of listeners) listener.loaded(next, layoutChanged)
    return true
  }

  function apply(delta: DeltaFrame): boolean {
    if (!world.value || !applyDelta(world.value, delta)) return false
    aside.value = mergeAside(aside.value, delta.aside)
    version.value++
    for (const listener of listeners) listener.changed(delta)
    return true
  }

  /** Tells at once of the world that is already there. Returns a function that unsubscribes. */
  function subscribe(listener: WorldListener): () => void {
    listeners.add(listener)
    if (world.value) listener.loaded(world.value, true)
    return () => listeners.delete(listener)
  }

  return { world, aside, version, worldVersion, layout, pack, nodeOfId, load, apply, subscribe }
})
