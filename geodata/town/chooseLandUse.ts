import type { Random } from './createRandom.ts'
import { metresBetween } from './plane/metresBetween.ts'
import type { Point } from './plane/Point.ts'

export type LandUse = 'great' | 'slab' | 'midrise' | 'tower' | 'lane' | 'office' | 'civic' | 'school' | 'park'

/** What the choice looks at, one per site. */
export interface Plot {
  face: number
  center: Point
  /** Within the kerbs, square metres. */
  area: number
  metresToBank: number
  metresToCreek: number
  /** Longest side by shortest side. */
  slenderness: number
}

/** Shares of the land, square metres: they carry 50,000 homes in about 2,400 buildings. */
const QUOTA: readonly (readonly [LandUse, number])[] = [
  ['park', 150_000], ['lane', 235_000], ['office', 320_000], ['tower', 450_000], ['midrise', 230_000], ['civic', 100_000],
]
export const SCHOOL_COUNT = 24
/** Where offices crowd: the tip of the bend, and two crossings inland. */
const CENTRES: readonly { at: Point; weight: number }[] = [
  { at: [380, 1130], weight: 1 }, { at: [1090, 560], weight: 1.6 }, { at: [-690, -520], weight: 2.2 },
]
const OLD_TOWN: Point = [-480, -850]

export function chooseLandUse(plots: readonly Plot[], greatFace: number, random: Random): Map<number, LandUse> {
  const uses = new Map<number, LandUse>([[greatFace, 'great']])
  const isFree = (plot: Plot): boolean => !uses.has(plot.face)

  // Schools first, each as far as possible from those that stand already.
  const grounds = plots.filter((plot) => isFree(plot)
    && plot.area > 10_500 && plot.area < 21_500 && plot.slenderness < 2.3 && plot.metresToBank > 160)
  const schools: Plot[] = []
  while (schools.length < SCHOOL_COUNT && grounds.length > 0) {
    let best = 0, farthest = -1
    grounds.forEach((plot, at) => {
      const nearest = Math.min(900, ...schools.map((other) => metresBetween(other.center, plot.center)))
      const score = nearest * random.between(0.9, 1)
      if (score > farthest) {
        farthest = score
        best = at
      }
    })
    schools.push(...grounds.splice(best, 1))
  }
  for (const plot of schools) uses.set(plot.face, 'school')

  const wish: Record<string, (plot: Plot) => number> = {
    park: (plot) => Math.min(plot.metresToCreek, 500) / 500 + random.between(0, 0.8)
      + (plot.area > 70_000 || plot.area < 14_000 ? 0.5 : 0),
    lane: (plot) => metresBetween(plot.center, OLD_TOWN) / 600 + random.between(0, 0.35),
    office: (plot) => Math.min(...CENTRES.map(({ at, weight }) => (metresBetween(plot.center, at) / 420) * weight))
      + random.between(0, 0.5),
    tower: (plot) => Math.min(plot.metresToBank, 900) / 900 + random.between(0, 0.75) + (plot.area < 12_000 ? 0.4 : 0),
    midrise: (plot) => random.between(0, 1) + plot.center[1] / -3000 + (plot.area < 15_000 ? 0.5 : 0),
    civic: (plot) => random.between(0, 1) + Math.abs(plot.area - 15_000) / 20_000,
  }
  for (const [use, quota] of QUOTA) {
    let left = quota
    const ranked = plots.filter(isFree).map((plot) => ({ plot, score: wish[use](plot) }))
      .sort((one, other) => one.score - other.score)
    for (const { plot } of ranked) {
      if (left <= 0) break
      if (plot.area > left * 1.6) continue
      uses.set(plot.face, use)
      left -= plot.area
    }
  }
  for (const plot of plots) if (isFree(plot)) uses.set(plot.face, 'slab')
  return uses
}
