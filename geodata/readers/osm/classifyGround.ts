import type { BasemapRow } from '../../../server/feeds/rows.ts'

export interface Ground {
  kind: BasemapRow['kind']
  form: 'area' | 'line'
}

const MAJOR = /^(?:motorway|trunk|primary|secondary|tertiary)(?:_link)?$/
const MINOR = /^(?:unclassified|residential|living_street|service|road|busway)$/
const PATH = /^(?:footway|path|steps|cycleway|pedestrian|track|bridleway)$/
const RAIL = /^(?:rail|light_rail|tram|narrow_gauge|monorail|funicular)$/
const PARK_LEISURE = /^(?:park|garden|playground|pitch|golf_course|nature_reserve|dog_park)$/
const PARK_LANDUSE = /^(?:grass|forest|recreation_ground|village_green|meadow|orchard|cemetery|greenfield)$/
const PARK_NATURAL = /^(?:wood|scrub|grassland|heath)$/
const BLOCK = /^(?:residential|commercial|retail|industrial|education|institutional)$/
const WATER_LANDUSE = /^(?:basin|reservoir|salt_pond)$/
const WATERWAY_LINE = /^(?:river|canal|stream)$/

/** What OpenStreetMap's tags mean for the ground under the buildings, or null for what the map does not draw. */
export function classifyGround(tags: Readonly<Record<string, unknown>>): Ground | null {
  const tag = (key: string) => (typeof tags[key] === 'string' ? tags[key] : '')
  // What lies under the ground is not to be seen from above.
  if (tag('tunnel') !== '' && tag('tunnel') !== 'no') return null
  if (tag('natural') === 'water' || tag('waterway') === 'riverbank' || tag('waterway') === 'dock'
    || WATER_LANDUSE.test(tag('landuse'))) return { kind: 'water', form: 'area' }
  if (WATERWAY_LINE.test(tag('waterway'))) return { kind: 'water', form: 'line' }
  if (PARK_LEISURE.test(tag('leisure')) || PARK_LANDUSE.test(tag('landuse')) || PARK_NATURAL.test(tag('natural'))) {
    return { kind: 'park', form: 'area' }
  }
  if (BLOCK.test(tag('landuse'))) return { kind: 'block', form: 'area' }
  const highway = tag('area') === 'yes' ? '' : tag('highway')
  if (MAJOR.test(highway)) return { kind: 'road-major', form: 'line' }
  if (MINOR.test(highway)) return { kind: 'road-minor', form: 'line' }
  if (PATH.test(highway)) return { kind: 'path', form: 'line' }
  if (RAIL.test(tag('railway'))) return { kind: 'rail', form: 'line' }
  return null
}
