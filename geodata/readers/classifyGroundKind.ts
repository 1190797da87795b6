import type { BasemapRow } from '../../server/feeds/rows.ts'
import { classifyGround } from './osm/classifyGround.ts'

/** Words of the property `kind` (our own, Tilezen's, Chinese) for what the map draws on the ground. */
const KINDS: Record<BasemapRow['kind'], string[]> = {
  water: ['water', 'river', 'riverbank', 'canal', 'stream', 'lake', 'basin', 'dock', 'ocean', '水系', '水域', '河流', '湖泊'],
  park: [
    'park', 'garden', 'grass', 'forest', 'wood', 'natural_wood', 'natural_forest', 'recreation_ground', 'meadow', 'playground', 'pitch', 'cemetery', '公园', '绿地',
  ],
  block: ['block', 'residential', 'commercial', 'retail', 'industrial', 'urban_area', '街区', '地块'],
  'road-major': ['road-major', 'highway', 'major_road', '主干道', '次干道', '快速路'],
  'road-minor': ['road-minor', 'minor_road', '支路', '道路'],
  path: ['path', '人行道', '步道'],
  rail: ['rail', 'railway', '铁路'],
}

const KIND_OF_WORD = new Map(
  Object.entries(KINDS).flatMap(([kind, words]) => words.map((word) => [word, kind as BasemapRow['kind']] as const)),
)

/** What a feature is on the ground map, by `kind`, 类型 or OpenStreetMap's tags; null for what is not drawn. */
export function classifyGroundKind(properties: Record<string, unknown>): BasemapRow['kind'] | null {
  // Tiles carry shore lines and tunnels as features of their own; neither is to be drawn.
  if (properties.is_tunnel === true || properties.boundary === true) return null
  const word = properties.kind ?? properties['类型']
  return (typeof word === 'string' ? KIND_OF_WORD.get(word.trim()) : undefined) ?? classifyGround(properties)?.kind ?? null
}

export function isAreaKind(kind: BasemapRow['kind']): boolean {
  return kind === 'water' || kind === 'park' || kind === 'block'
}
