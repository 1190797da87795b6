import { expect, it } from 'vitest'
import { fitTilted } from '../../../../web/map/camera/fitTilted.ts'

const town: [number, number, number][] = [[121.5, 31.2, 0], [121.53, 31.2, 0], [121.53, 31.225, 0], [121.5, 31.225, 0]]
const request = { points: town, padding: { left: 0, right: 0, top: 0, bottom: 0 }, bearing: 0, maxZoom: 18, pitches: [50, 40, 30] }

it('tilts as far as asked where the town fills the height anyway', () => {
  expect(fitTilted({ ...request, width: 1600, height: 500 })!.pitch).toBe(50)
})
it('looks down the more steeply, the narrower and higher the space is, so that the town fills more of it', () => {
  const pitches = [300, 450, 500, 560, 620, 800, 1500].map((height) => fitTilted({ ...request, width: 600, height })!.pitch)
  expect(pitches).toEqual([...pitches].sort((a, b) => b - a))
  expect([...new Set(pitches)]).toEqual([50, 40, 30])
})
it('has no camera for nothing', () => expect(fitTilted({ ...request, points: [], width: 600, height: 600 })).toBeNull())
