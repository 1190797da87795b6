import type { Geometry } from 'geojson'
import { PbfReader } from 'pbf'
import { createBreather } from '../createBreather.ts'
import { GeodataError } from '../GeodataError.ts'
import { isInsideRing } from '../isInsideRing.ts'
import { MOST_UNPACKED_BYTES, MOST_UNPACKED_MEGABYTES } from '../limits.ts'
import type { RejectionCode } from '../reasons.ts'
import { assembleRings } from './assembleRings.ts'
import { decodeBlock } from './decodeBlock.ts'
import type { BlockContent, BlockVisitor, RelationMember, Tags } from './decodeBlock.ts'
import { listBlobs } from './listBlobs.ts'
import type { BlobPlace } from './listBlobs.ts'
import { NodePositions } from './NodePositions.ts'
import { unpackBlob } from './unpackBlob.ts'

/** One wanted element with its geometry; nodes are points, ways lines or areas, relations areas. */
export interface OsmElement {
  type: 'node' | 'way' | 'relation'
  id: number
  tags: Tags
  geometry: Geometry | null
  problem?: RejectionCode
}

export interface OsmSelection {
  node(tags: Tags): boolean
  /** `area` takes a closed way as a polygon, anything else that is true as a line. */
  way(tags: Tags): 'area' | 'line' | null
  /** Asked of multipolygons and boundaries only. */
  relation(tags: Tags): boolean
}

const SUPPORTED_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes', 'HistoricalInformation'])

interface WantedWay { id: number, refs: number[], tags: Tags, form: 'area' | 'line' }
interface WantedRelation { id: number, members: RelationMember[], tags: Tags }

/**
 * Reads the wanted elements of a .osm.pbf, in the order of the file (nodes, ways, relations). Three passes, since a file
 * names its nodes before anybody knows which are needed: relations and tags first, then the ways of relations, then
 * positions; only blocks that hold such elements are unpacked again. Throws GeodataError.
 */
export async function readOsmPbf(bytes: Uint8Array, selection: OsmSelection): Promise<OsmElement[]> {
  const blobs = listBlobs(bytes)
  const contents = new Map<BlobPlace, BlockContent>()
  const points: OsmElement[] = []
  const ways: WantedWay[] = []
  const relations: WantedRelation[] = []
  await visitBlocks(bytes, blobs, contents, () => true, {
    node: (id, lng, lat, tags) => {
      if (tags && selection.node(tags)) {
        points.push({ type: 'node', id, tags, geometry: { type: 'Point', coordinates: [lng / 1e7, lat / 1e7] } })
      }
    },
    way: (id, refs, tags) => {
      const form = selection.way(tags)
      if (form) ways.push({ id, refs, tags, form })
    },
    relation: (id, members, tags) => {
      if ((tags.type === 'multipolygon' || tags.type === 'boundary') && selection.relation(tags)) relations.push({ id, members, tags })
    },
  })

  const memberRefs = new Map<number, number[]>()
  for (const { members } of relations) for (const member of members) if (member.type === 'way') memberRefs.set(member.id, [])
  if (memberRefs.size > 0) {
    await visitBlocks(bytes, blobs, contents, (content) => content.ways, {
      way: (id, refs) => {
        if (memberRefs.has(id)) memberRefs.set(id, refs)
      },
    })
  }

  const positions = new NodePositions([...ways.map((way) => way.refs), ...memberRefs.values()])
  await visitBlocks(bytes, blobs, contents, (content) => content.nodes, { node: (id, lng, lat) => positions.set(id, lng, lat) })

  const breathe = createBreather()
  const elements: OsmElement[] = points
  for (const way of ways) {
    await breathe(way.refs.length)
    elements.push(toWayElement(way, positions))
  }
  for (const relation of relations) {
    await breathe(relation.members.length * 20)
    elements.push(toRelationElement(relation, memberRefs, positions))
  }
  return elements
}

async function visitBlocks(
  bytes: Uint8Array, blobs: BlobPlace[], contents: Map<BlobPlace, BlockContent>,
  isWanted: (content: BlockContent) => boolean, visitor: BlockVisitor,
): Promise<void> {
  let unpackedBytes = 0
  for (const blob of blobs) {
    const known = contents.get(blob)
    if (known && !isWanted(known)) continue
    const block = await unpackBlob(bytes.subarray(blob.offset, blob.offset + blob.size))
    unpackedBytes += block.length
    if (unpackedBytes > MOST_UNPACKED_BYTES) throw new GeodataError('too-large-unpacked', MOST_UNPACKED_MEGABYTES)
    if (blob.type === 'OSMData') contents.set(blob, decodeBlock(block, visitor))
    else if (blob.type === 'OSMHeader' && !known) checkHeader(block)
    if (!contents.has(blob)) contents.set(blob, { nodes: false, ways: false, relations: false })
  }
}

function checkHeader(block: Uint8Array): void {
  const pbf = new PbfReader(block)
  pbf.readFields((field) => {
    if (field !== 4) return
    const feature = pbf.readString()
    if (!SUPPORTED_FEATURES.has(feature)) throw new GeodataError('unsupported-osm-feature', feature.slice(0, 60))
  }, null)
}

function toWayElement({ id, refs, tags, form }: WantedWay, positions: NodePositions): OsmElement {
  const line = positions.find(refs)
  if (!line) return { type: 'way', id, tags, geometry: null, problem: 'incomplete-geometry' }
  const closed = refs.length >= 4 && refs[0] === refs.at(-1)
  const geometry: Geometry = form === 'area' && closed
    ? { type: 'Polygon', coordinates: [line] }
    : { type: 'LineString', coordinates: line }
  return { type: 'way', id, tags, geometry }
}

function toRelationElement(
  { id, members, tags }: WantedRelation, memberRefs: Map<number, number[]>, positions: NodePositions,
): OsmElement {
  const incomplete: OsmElement = { type: 'relation', id, tags, geometry: null, problem: 'incomplete-geometry' }
  const outerWays: number[][] = []
  const innerWays: number[][] = []
  for (const member of members) {
    if (member.type !== 'way') continue
    const refs = memberRefs.get(member.id)
    if (!refs || refs.length === 0) return incomplete
    if (member.role === 'inner') innerWays.push(refs)
    else if (member.role === 'outer' || member.role === '') outerWays.push(refs)
  }
  const outers = assembleRings(outerWays)?.map((ring) => positions.find(ring))
  const inners = assembleRings(innerWays)?.map((ring) => positions.find(ring))
  if (!outers?.length || !inners || outers.includes(null) || inners.includes(null)) return incomplete
  const polygons = (outers as [number, number][][]).map((outer) => [outer])
  for (const inner of inners as [number, number][][]) {
    const owner = polygons.length === 1 ? polygons[0] : polygons.find(([outer]) => inner.some((point) => isInsideRing(point, outer)))
    owner?.push(inner)
  }
  return { type: 'relation', id, tags, geometry: { type: 'MultiPolygon', coordinates: polygons } }
}
