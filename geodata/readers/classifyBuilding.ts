import { classifyGroundKind } from './classifyGroundKind.ts'

/**
 * What a feature is in a file of buildings. OpenStreetMap exports mix roads and parks in, and give towers in pieces (`building:part`,
 * in Tilezen's tiles `kind=building_part`) besides the outline. A file with none of these words holds buildings.
 */
export function classifyBuilding(properties: Record<string, unknown>): 'building' | 'part' | 'other' {
  const { building, kind } = properties
  const part = properties['building:part'] ?? properties.building_part
  if (building === 'no') return 'other'
  if (kind === 'building_part' || (isSaid(part) && !isSaid(building))) return 'part'
  if (isSaid(building) || kind === 'building') return 'building'
  return classifyGroundKind(properties) || kind === 'entrance' || kind === 'address' ? 'other' : 'building'
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 'no'
}
