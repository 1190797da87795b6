import { WebMercatorViewport } from '@deck.gl/core'
import { fitCamera } from '../../../../web/map/camera/fitCamera.ts'
import type { Layout } from '../../../../server/protocol/layout.ts'

/** The camera of every engine: the whole town, tilted as on the wall. */
export function camera(layout: Layout, container: HTMLElement): { center: [number, number]; zoom: number; pitch: number; bearing: number } {
  const [west, south, east, north] = layout.head.bounds!
  const none = { left: 0, right: 0, top: 0, bottom: 0 }
  const found = fitCamera({ points: [[west, south, 0], [east, south, 0], [east, north, 0], [west, north, 0]], width: container.clientWidth, height: container.clientHeight, padding: none, pitch: 50, bearing: 0, maxZoom: 18 })!
  return { center: [found.longitude, found.latitude], zoom: found.zoom, pitch: 50, bearing: 0 }
}

/** Metres a pixel covers in the middle, for the record. */
export const metresPerPixel = (layout: Layout, container: HTMLElement): number => {
  const { center, zoom, pitch } = camera(layout, container)
  return new WebMercatorViewport({ width: container.clientWidth, height: container.clientHeight, longitude: center[0], latitude: center[1], zoom, pitch }).metersPerPixel
}
