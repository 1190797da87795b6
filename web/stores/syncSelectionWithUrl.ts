import { watch } from 'vue'
import type { LocationQuery, Router } from 'vue-router'
import { readLayers, writeLayers } from './layersInQuery.ts'
import { useSelectionStore } from './selectionStore.ts'

/** Keeps `?place=…&layer=…` and the selection the same, both ways, so that any screen can be bookmarked. */
export function syncSelectionWithUrl(router: Router): void {
  const selection = useSelectionStore()

  watch(() => router.currentRoute.value.query, (query) => {
    const place = Array.isArray(query.place) ? query.place[0] : query.place
    selection.placeId = place || null
    if (String(writeLayers(readLayers(query.layer))) !== String(writeLayers(selection.layers))) selection.layers = readLayers(query.layer)
  }, { immediate: true })

  watch(() => [selection.placeId, selection.layers] as const, ([placeId, layers], [placeBefore]) => {
    const { query, hash } = router.currentRoute.value
    const wanted: LocationQuery = { ...query }
    delete wanted.place
    delete wanted.layer
    if (placeId) wanted.place = placeId
    const layerParts = writeLayers(layers)
    if (layerParts) wanted.layer = layerParts
    if (String(query.place ?? '') === String(wanted.place ?? '') && String(query.layer ?? '') === String(wanted.layer ?? '')) return
    // A place is a step one may go back from; a layer is not.
    void (placeId === placeBefore ? router.replace({ query: wanted, hash }) : router.push({ query: wanted, hash }))
  })
}
