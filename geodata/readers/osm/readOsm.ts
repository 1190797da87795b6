import type { BasemapRow, CampusRow } from '../../../server/feeds/rows.ts'
import { centreOfRing } from '../centreOfRing.ts'
import { classifyBuilding } from '../classifyBuilding.ts'
import { isAreaKind } from '../classifyGroundKind.ts'
import { cleanGeometry } from '../cleanGeometry.ts'
import { createBreather } from '../createBreather.ts'
import type { GeodataOptions, GeodataResult } from '../geodataResult.ts'
import { RowCollector } from '../RowCollector.ts'
import type { SourceFeature } from '../sourceFeature.ts'
import { classifyGround } from './classifyGround.ts'
import type { Tags } from './decodeBlock.ts'
import { readOsmPbf } from './readOsmPbf.ts'
import type { OsmElement, OsmSelection } from './readOsmPbf.ts'

/** Below are provinces and countries, of which an extract holds a corner only. */
const LOWEST_ADMIN_LEVEL = 6

/** A .osm.pbf → rows; for buildings the ground and the schools come along. Throws GeodataError. */
export async function readOsm(bytes: Uint8Array, options: GeodataOptions): Promise<GeodataResult> {
  const collector = new RowCollector({ ...options, crs: 'wgs84' })
  if (options.crs !== 'wgs84') collector.warn('crs-ignored')
  const elements = await readOsmPbf(bytes, selectionFor(options.kind))
  const wanted = options.kind === 'buildings' ? elements.filter(({ tags }) => isBuilding(tags)) : elements
  await collector.addLayer({
    name: 'osm', projection: { kind: 'degrees' }, shortNames: false, features: toFeatures(wanted),
  })
  if (options.kind !== 'buildings') return collector.finish()
  const { basemap, faulty } = await readGround(elements)
  if (faulty > 0) collector.warn('ground-skipped', faulty)
  return { ...await collector.finish(), basemap, campuses: readCampuses(elements) }
}

function selectionFor(kind: GeodataOptions['kind']): OsmSelection {
  const none = () => false
  switch (kind) {
    case 'buildings':
      return {
        node: isSchool,
        way: (tags) => (isBuilding(tags) || isSchool(tags) ? 'area' : classifyGround(tags)?.form ?? null),
        relation: (tags) => isBuilding(tags) || isSchool(tags) || classifyGround(tags)?.form === 'area',
      }
    case 'basemap':
      return {
        node: none,
        way: (tags) => classifyGround(tags)?.form ?? null,
        relation: (tags) => classifyGround(tags)?.form === 'area',
      }
    case 'boundaries':
      return {
        node: none,
        way: () => null,
        relation: (tags) => tags.boundary === 'administrative' && Number(tags.admin_level) >= LOWEST_ADMIN_LEVEL,
      }
  }
}

async function* toFeatures(elements: OsmElement[]): AsyncGenerator<SourceFeature> {
  let number = 0
  for (const { type, id, tags, geometry, problem } of elements) {
    number++
    yield { number, id: `${type}/${id}`, properties: tags, geometry, problem }
  }
}

async function readGround(elements: OsmElement[]): Promise<{ basemap: BasemapRow[], faulty: number }> {
  const basemap: BasemapRow[] = []
  const breathe = createBreather()
  let faulty = 0
  for (const { type, id, tags, geometry } of elements) {
    const ground = isBuilding(tags) ? null : classifyGround(tags)
    if (!ground) continue
    const clean = geometry && cleanGeometry(geometry, (lng, lat) => [lng, lat])
    if (!clean || 'code' in clean) {
      faulty++
      continue
    }
    await breathe(clean.vertexCount + 5)
    const { polygons, lines } = clean
    const shape = isAreaKind(ground.kind) && polygons.length > 0 ? { polygons } : lines.length > 0 ? { lines } : null
    if (!shape || (ground.form === 'area' && 'lines' in shape)) continue
    basemap.push({ sourceId: `${type}/${id}`, kind: ground.kind, ...(tags.name ? { name: tags.name } : {}), ...shape })
  }
  return { basemap, faulty }
}

function readCampuses(elements: OsmElement[]): CampusRow[] {
  const campuses: CampusRow[] = []
  for (const { type, id, tags, geometry } of elements) {
    if (!isSchool(tags) || !geometry) continue
    const lngLat = geometry.type === 'Point' ? geometry.coordinates as [number, number]
      : geometry.type === 'Polygon' ? centreOfRing(geometry.coordinates[0] as [number, number][])
        : geometry.type === 'MultiPolygon' ? centreOfRing(geometry.coordinates[0][0] as [number, number][]) : null
    if (lngLat) campuses.push({ name: tags.name ?? tags['name:zh'] ?? tags['name:en'] ?? `${type}/${id}`, lngLat })
  }
  return campuses
}

function isBuilding(tags: Tags): boolean {
  return (tags.building !== undefined || tags['building:part'] !== undefined) && classifyBuilding(tags) !== 'other'
}

function isSchool(tags: Tags): boolean {
  return tags.amenity === 'school'
}
