import type { Point } from './plane/Point.ts'

/** `walk` parts two stretches of the embankment where nothing stands between them. */
export type EdgeKind = 'frame' | 'bank' | 'walk' | 'avenue' | 'major' | 'minor' | 'lane' | 'creek'

/** From the middle of the road (or creek) to the kerb of the block, metres. */
export const HALF_WIDTH_METRES: Record<EdgeKind, number> = {
  frame: 0, bank: 0, walk: 0, avenue: 13, major: 18, minor: 9, lane: 6, creek: 20,
}

export interface Road { name: string; kind: 'major' | 'minor'; line: Point[] }
