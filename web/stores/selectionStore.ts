import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { type Layers, USUAL_LAYERS } from './layersInQuery.ts'
import { useWorldStore } from './worldStore.ts'

/** The place and the layers that somebody chose; the address bar says the same (syncSelectionWithUrl.ts). */
export const useSelectionStore = defineStore('selection', () => {
  const worldStore = useWorldStore()
  const placeId = ref<string | null>(null)
  const layers = shallowRef<Layers>(USUAL_LAYERS)

  /** Node of this layout, or null: nothing chosen, not loaded yet, or gone since an import. */
  const node = computed<number | null>(() => (placeId.value === null ? null : worldStore.nodeOfId.get(placeId.value) ?? null))

  /** A bookmark of a place that is not on the map any more; the page then shows what it shows without one. */
  const gone = computed(() => placeId.value !== null && node.value === null && worldStore.world !== null)

  function choose(next: number | null): void {
    placeId.value = next === null ? null : worldStore.layout?.head.nodes[next]?.id ?? null
  }
  function setLayers(change: Partial<Layers>): void {
    layers.value = { ...layers.value, ...change }
  }
  return { placeId, layers, node, gone, choose, setLayers }
})
