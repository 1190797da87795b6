import type { Deck } from '@deck.gl/core'
import { PolygonLayer } from '@deck.gl/layers'
import { MapboxOverlay } from '@deck.gl/mapbox'
import * as maplibregl from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { buildingOfSlot } from '../../../../web/map/buildingOfSlot.ts'
import { parseColor } from '../../../../web/map/layers/buildings/paletteBytes.ts'
import { polygonRings } from '../../../../web/map/polygonRings.ts'
import { camera } from './camera.ts'
import type { Start } from './main.ts'

/** deck.gl's own way: an accessor for the colour and a trigger that says when it is to be asked again. */
export const startAccessor: Start = async (layout, container) => {
  maplibregl.setWorkerUrl(workerUrl)
  const palette = layout.head.pack.statuses.map((status) => parseColor(status.colorOnDark))
  const status = new Uint8Array(layout.head.buildingCount)
  const data = Array.from(layout.heightMetres, (height, b) => ({ b, height, polygon: polygonRings(layout, b, true) }))
  let version = 0
  let drawn = (): void => {}
  const describe = () => new PolygonLayer<(typeof data)[number]>({
    id: 'buildings', data, extruded: true, getPolygon: (d) => d.polygon, getElevation: (d) => d.height,
    getFillColor: (d) => palette[status[d.b]], updateTriggers: { getFillColor: version },
  })
  const map = new maplibregl.Map({ container, ...camera(layout, container), attributionControl: false, style: { version: 8, sources: {}, layers: [] } })
  await new Promise((resolve) => map.once('load', resolve))
  const ready = new Promise<void>((resolve) => { drawn = resolve })
  const overlay = new MapboxOverlay({ interleaved: false, deviceProps: { type: 'webgl', webgl: { antialias: false } }, layers: [describe()], onAfterRender: () => drawn() })
  map.addControl(overlay as unknown as maplibregl.IControl)
  await ready
  return {
    stop: () => map.remove(),
    redraw: () => void requestAnimationFrame(() => (overlay as unknown as { _deck: Deck })._deck.redraw('bench')),
    update(index, statuses) {
      for (let i = 0; i < index.length; i++) status[buildingOfSlot(layout, index[i])] = statuses[i]
      version++
      overlay.setProps({ layers: [describe()] })
    },
  }
}
