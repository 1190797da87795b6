import { WebMercatorViewport } from '@deck.gl/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitCamera } from '../../../../web/map/camera/fitCamera.ts'

it('shows every point within the padding, tilted and turned, and uses the room', () => {
  fc.assert(fc.property(
    fc.double({ min: 0.002, max: 0.05, noNaN: true }), fc.double({ min: 0.002, max: 0.05, noNaN: true }),
    fc.integer({ min: 0, max: 60 }), fc.integer({ min: -180, max: 180 }), fc.constantFrom([1920, 1080], [3840, 2160], [5760, 1080], [390, 844]),
    (spanLng, spanLat, pitch, bearing, [width, height]) => {
      const points: [number, number, number][] = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => [121.5 + x * spanLng, 31.2 + y * spanLat, 0])
      const padding = { left: width * 0.22, right: width * 0.2, top: 80, bottom: 60 }
      const camera = fitCamera({ points, width, height, padding, pitch, bearing, maxZoom: 22 })!
      const viewport = new WebMercatorViewport({ width, height, ...camera })
      const screen = points.map((point) => viewport.project(point))
      const [left, right] = [Math.min(...screen.map((p) => p[0])), Math.max(...screen.map((p) => p[0]))]
      const [top, bottom] = [Math.min(...screen.map((p) => p[1])), Math.max(...screen.map((p) => p[1]))]
      expect(left).toBeGreaterThan(padding.left - 3)
      expect(right).toBeLessThan(width - padding.right + 3)
      expect(top).toBeGreaterThan(padding.top - 3)
      expect(bottom).toBeLessThan(height - padding.bottom + 3)
      const used = Math.max((right - left) / (width - padding.left - padding.right), (bottom - top) / (height - padding.top - padding.bottom))
      expect(used).toBeGreaterThan(0.98)
    }), { numRuns: 60 })
})

it('has no camera for nothing, nor for places unknown', () => {
  const request = { width: 100, height: 100, padding: { left: 0, right: 0, top: 0, bottom: 0 }, pitch: 0, bearing: 0, maxZoom: 18 }
  expect(fitCamera({ ...request, points: [] })).toBeNull()
  expect(fitCamera({ ...request, points: [[NaN, NaN, 0]] })).toBeNull()
})

it('goes no closer than asked', () => {
  expect(fitCamera({ points: [[121.5, 31.2, 0]], width: 800, height: 600, padding: { left: 0, right: 0, top: 0, bottom: 0 }, pitch: 60, bearing: 0, maxZoom: 18 })!.zoom).toBe(18)
})
