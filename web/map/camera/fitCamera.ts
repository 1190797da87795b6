import { WebMercatorViewport } from '@deck.gl/core'

export interface Camera { longitude: number; latitude: number; zoom: number; pitch: number; bearing: number }
export interface Padding { left: number; right: number; top: number; bottom: number }
export interface FitRequest {
  /** What must be seen: longitude, latitude, metres above ground. */
  points: [number, number, number][]
  width: number
  height: number
  /** Pixels at each edge that are kept free. */
  padding: Padding
  pitch: number
  bearing: number
  maxZoom: number
}

const MIN_ZOOM = 1
/** Each pass leaves a third of the error or less; so many leave less than a pixel. */
const PASSES = 16
/** A whole step overshoots when the view is tilted, since what is near grows faster than what is far. */
const ZOOM_STEP = 0.65

/**
 * The camera that shows all points within the padding, tilted as asked. MapLibre's fitBounds fits the untilted view
 * and tilts afterwards, so that the near edge falls off the screen; this one looks at what the tilted camera sees.
 */
export function fitCamera(request: FitRequest): Camera | null {
  const { points, padding, pitch, bearing, maxZoom } = request
  if (points.length === 0 || !points.every(([lng, lat]) => Number.isFinite(lng) && Number.isFinite(lat))) return null
  const width = Math.max(1, request.width)
  const height = Math.max(1, request.height)
  // A window smaller than its padding still gets a tenth of itself.
  const freeWidth = Math.max(width * 0.1, width - padding.left - padding.right)
  const freeHeight = Math.max(height * 0.1, height - padding.top - padding.bottom)
  const freeX = padding.left + freeWidth / 2
  const freeY = padding.top + freeHeight / 2

  const lngs = points.map((point) => point[0])
  const lats = points.map((point) => point[1])
  let longitude = (Math.min(...lngs) + Math.max(...lngs)) / 2
  let latitude = (Math.min(...lats) + Math.max(...lats)) / 2
  const spanDegrees = Math.max(Math.max(...lngs) - Math.min(...lngs), Math.max(...lats) - Math.min(...lats), 1e-5)
  let zoom = Math.min(maxZoom, Math.max(MIN_ZOOM, Math.log2((Math.min(freeWidth, freeHeight) * 360) / (512 * spanDegrees)) - 1))
  for (let pass = 0; pass < PASSES; pass++) {
    const viewport = new WebMercatorViewport({ width, height, longitude, latitude, zoom, pitch, bearing })
    const screen = points.map((point) => viewport.project(point))
    const left = Math.min(...screen.map((point) => point[0]))
    const right = Math.max(...screen.map((point) => point[0]))
    const top = Math.min(...screen.map((point) => point[1]))
    const bottom = Math.max(...screen.map((point) => point[1]))
    // Bring the middle of what is seen to the middle of the free area: look at the ground point that lies there now.
    const target = viewport.unproject([width / 2 + (left + right) / 2 - freeX, height / 2 + (top + bottom) / 2 - freeY])
    longitude = target[0]
    latitude = target[1]
    const grow = Math.min(freeWidth / Math.max(1, right - left), freeHeight / Math.max(1, bottom - top))
    zoom = Math.min(maxZoom, Math.max(MIN_ZOOM, zoom + ZOOM_STEP * Math.log2(grow)))
  }
  return { longitude, latitude, zoom, pitch, bearing }
}

/** Which share of the free height the points take in that view. */
export function filledHeight({ points, width, height, padding }: FitRequest, camera: Camera): number {
  const viewport = new WebMercatorViewport({ width, height, ...camera })
  const ys = points.map((point) => viewport.project(point)[1])
  return (Math.max(...ys) - Math.min(...ys)) / Math.max(height * 0.1, height - padding.top - padding.bottom)
}
