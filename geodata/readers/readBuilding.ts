import type { BuildingRow } from '../../server/feeds/rows.ts'
import type { PropertyPicker } from './createPropertyPicker.ts'
import { parseHeightMetres } from './parseHeightMetres.ts'
import { parseLevels } from './parseLevels.ts'

export type BuildingFacts = Omit<BuildingRow, 'polygons' | 'sourceId'>
export type UnreadableFact = 'levels-unreadable' | 'height-unreadable'

/** In OpenStreetMap `building` holds the sort (yes, apartments), elsewhere the number (74号, A): the sort is small Latin letters. */
const OSM_BUILDING_SORT = /^[a-z][a-z_ ;]+$/
const SCHOOL_TAGS = ['amenity', 'building', 'kind_detail', 'building:use']

/** What the properties of a footprint say; `onUnreadable` hears of numbers that cannot be read. Blank or 0 means not given. */
export function readBuilding(
  properties: Record<string, unknown>, pick: PropertyPicker, onUnreadable: (fact: UnreadableFact) => void,
): BuildingFacts {
  const facts: BuildingFacts = {}
  const compound = pick(properties, 'compound')
  if (compound !== undefined) facts.compound = compound
  const building = pick(properties, 'building', (text) => !OSM_BUILDING_SORT.test(text))
  if (building !== undefined) facts.building = building
  const name = pick(properties, 'name')
  if (name !== undefined) facts.name = name
  const levels = pick(properties, 'levels', isGiven)
  if (levels !== undefined) {
    facts.levels = parseLevels(levels)
    if (facts.levels === undefined) onUnreadable('levels-unreadable')
  }
  const height = pick(properties, 'height', isGiven)
  if (height !== undefined) {
    facts.heightMetres = parseHeightMetres(height)
    if (facts.heightMetres === undefined) onUnreadable('height-unreadable')
  }
  if (facts.levels === undefined) delete facts.levels
  if (facts.heightMetres === undefined) delete facts.heightMetres
  if (SCHOOL_TAGS.some((tag) => properties[tag] === 'school')) facts.school = true
  return facts
}

function isGiven(text: string): boolean {
  return Number(text) !== 0
}
