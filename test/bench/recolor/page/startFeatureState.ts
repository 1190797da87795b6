import type { FeatureCollection } from 'geojson'
import * as maplibregl from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { buildingOfSlot } from '../../../../web/map/buildingOfSlot.ts'
import { polygonRings } from '../../../../web/map/polygonRings.ts'
import { camera } from './camera.ts'
import type { Start } from './main.ts'

/** MapLibre's own way: extruded fills whose colour hangs on feature-state. */
export const startFeatureState: Start = async (layout, container) => {
  maplibregl.setWorkerUrl(workerUrl)
  const { statuses } = layout.head.pack
  const data: FeatureCollection = {
    type: 'FeatureCollection',
    features: Array.from(layout.heightMetres, (height, b) => ({ type: 'Feature', id: b, properties: { height }, geometry: { type: 'Polygon', coordinates: polygonRings(layout, b, true) } })),
  }
  const colors = statuses.flatMap((status, code) => [code, status.colorOnDark]).slice(2)
  const map = new maplibregl.Map({
    container, ...camera(layout, container), attributionControl: false, fadeDuration: 0,
    style: {
      version: 8,
      sources: { buildings: { type: 'geojson', data, maxzoom: 14, tolerance: 0.1 } },
      layers: [{
        id: 'buildings', type: 'fill-extrusion', source: 'buildings',
        paint: { 'fill-extrusion-height': ['get', 'height'], 'fill-extrusion-color': ['match', ['to-number', ['feature-state', 'status'], 0], ...colors, statuses[0].colorOnDark] as never },
      }],
    },
  })
  await new Promise((resolve) => map.once('idle', resolve))
  return {
    stop: () => map.remove(),
    redraw: () => map.triggerRepaint(),
    update(index, statusOf) {
      for (let i = 0; i < index.length; i++) map.setFeatureState({ source: 'buildings', id: buildingOfSlot(layout, index[i]) }, { status: statusOf[i] })
    },
  }
}
