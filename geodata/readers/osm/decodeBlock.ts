import { PbfReader } from 'pbf'

export type Tags = Record<string, string>

export interface RelationMember {
  type: 'node' | 'way' | 'relation'
  id: number
  role: string
}

/** Called for each element of a block; leaving one out skips these elements without decoding them. */
export interface BlockVisitor {
  /** Position in whole units of 1e-7 degrees; nodes without tags get null. */
  node?(id: number, lng: number, lat: number, tags: Tags | null): void
  way?(id: number, refs: number[], tags: Tags): void
  relation?(id: number, members: RelationMember[], tags: Tags): void
}

export interface BlockContent {
  nodes: boolean
  ways: boolean
  relations: boolean
}

const MEMBER_TYPES = ['node', 'way', 'relation'] as const
const NANODEGREES_PER_UNIT = 100

interface Block {
  strings: Uint8Array[]
  texts: (string | undefined)[]
  granularity: number
  latOffset: number
  lngOffset: number
}

/**
 * Decodes one PrimitiveBlock (osmformat.proto) and says which elements it holds.
 *
 * Not osm-pbf-parser-node: its loop over the tags of dense nodes never ends when the list is cut short (`undefined !== 0`), so
 * one damaged upload would stop the server; it throws inside its stream's transform, past every try; it reads no
 * uncompressed blocks; and it makes an object for each of millions of nodes of which a hundredth is needed. The
 * wire format below it is left to `pbf`, which stops at the end of its bytes.
 */
export function decodeBlock(bytes: Uint8Array, visitor: BlockVisitor): BlockContent {
  const pbf = new PbfReader(bytes)
  const block: Block = { strings: [], texts: [], granularity: 100, latOffset: 0, lngOffset: 0 }
  const groups: Uint8Array[] = []
  const content: BlockContent = { nodes: false, ways: false, relations: false }
  pbf.readFields((field) => {
    if (field === 1) readStrings(new PbfReader(pbf.readBytes()), block)
    // Groups may stand before the granularity that they need.
    else if (field === 2) groups.push(pbf.readBytes())
    else if (field === 17) block.granularity = pbf.readVarint()
    else if (field === 19) block.latOffset = pbf.readVarint(true)
    else if (field === 20) block.lngOffset = pbf.readVarint(true)
  }, null)
  for (const group of groups) decodeGroup(new PbfReader(group), block, visitor, content)
  return content
}

function readStrings(pbf: PbfReader, block: Block): void {
  pbf.readFields((field) => {
    if (field === 1) block.strings.push(pbf.readBytes())
  }, null)
}

function decodeGroup(pbf: PbfReader, block: Block, visitor: BlockVisitor, content: BlockContent): void {
  pbf.readFields((field) => {
    if (field === 1 || field === 2) {
      content.nodes = true
      if (!visitor.node) return
      const message = new PbfReader(pbf.readBytes())
      if (field === 1) decodeNode(message, block, visitor.node)
      else decodeDenseNodes(message, block, visitor.node)
    } else if (field === 3) {
      content.ways = true
      if (visitor.way) decodeWay(new PbfReader(pbf.readBytes()), block, visitor.way)
    } else if (field === 4) {
      content.relations = true
      if (visitor.relation) decodeRelation(new PbfReader(pbf.readBytes()), block, visitor.relation)
    }
  }, null)
}

function decodeNode(pbf: PbfReader, block: Block, visit: NonNullable<BlockVisitor['node']>): void {
  let id = 0, lat = 0, lng = 0
  const keys: number[] = [], values: number[] = []
  pbf.readFields((field) => {
    if (field === 1) id = pbf.readSVarint()
    else if (field === 2) pbf.readPackedVarint(keys)
    else if (field === 3) pbf.readPackedVarint(values)
    else if (field === 8) lat = pbf.readSVarint()
    else if (field === 9) lng = pbf.readSVarint()
  }, null)
  visit(id, toUnits(lng, block.lngOffset, block), toUnits(lat, block.latOffset, block), keys.length ? readTags(keys, values, block) : null)
}

function decodeDenseNodes(pbf: PbfReader, block: Block, visit: NonNullable<BlockVisitor['node']>): void {
  const ids: number[] = [], lats: number[] = [], lngs: number[] = [], keysAndValues: number[] = []
  pbf.readFields((field) => {
    if (field === 1) pbf.readPackedSVarint(ids)
    else if (field === 8) pbf.readPackedSVarint(lats)
    else if (field === 9) pbf.readPackedSVarint(lngs)
    else if (field === 10) pbf.readPackedVarint(keysAndValues)
  }, null)
  let id = 0, lat = 0, lng = 0, tagAt = 0
  // HOT: every node of the file, up to millions.
  for (let i = 0; i < ids.length; i++) {
    id += ids[i]
    lat += lats[i]
    lng += lngs[i]
    let tags: Tags | null = null
    // Pairs of key and value, each node's list closed by a 0; a damaged list may lack it.
    while (tagAt < keysAndValues.length && keysAndValues[tagAt] !== 0) {
      tags ??= {}
      tags[text(block, keysAndValues[tagAt])] = text(block, keysAndValues[tagAt + 1])
      tagAt += 2
    }
    tagAt++
    visit(id, toUnits(lng, block.lngOffset, block), toUnits(lat, block.latOffset, block), tags)
  }
}

function decodeWay(pbf: PbfReader, block: Block, visit: NonNullable<BlockVisitor['way']>): void {
  let id = 0
  const keys: number[] = [], values: number[] = [], refs: number[] = []
  pbf.readFields((field) => {
    if (field === 1) id = pbf.readVarint(true)
    else if (field === 2) pbf.readPackedVarint(keys)
    else if (field === 3) pbf.readPackedVarint(values)
    else if (field === 8) pbf.readPackedSVarint(refs)
  }, null)
  for (let i = 1; i < refs.length; i++) refs[i] += refs[i - 1]
  visit(id, refs, readTags(keys, values, block))
}

function decodeRelation(pbf: PbfReader, block: Block, visit: NonNullable<BlockVisitor['relation']>): void {
  let id = 0
  const keys: number[] = [], values: number[] = [], roles: number[] = [], ids: number[] = [], types: number[] = []
  pbf.readFields((field) => {
    if (field === 1) id = pbf.readVarint(true)
    else if (field === 2) pbf.readPackedVarint(keys)
    else if (field === 3) pbf.readPackedVarint(values)
    else if (field === 8) pbf.readPackedVarint(roles)
    else if (field === 9) pbf.readPackedSVarint(ids)
    else if (field === 10) pbf.readPackedVarint(types)
  }, null)
  for (let i = 1; i < ids.length; i++) ids[i] += ids[i - 1]
  const members = ids.map((member, i) => ({ type: MEMBER_TYPES[types[i]] ?? 'node', id: member, role: text(block, roles[i]) }))
  visit(id, members, readTags(keys, values, block))
}

function readTags(keys: number[], values: number[], block: Block): Tags {
  const tags: Tags = {}
  for (let i = 0; i < keys.length; i++) tags[text(block, keys[i])] = text(block, values[i])
  return tags
}

function text(block: Block, index: number): string {
  return block.texts[index] ??= decoder.decode(block.strings[index] ?? NOTHING)
}

const decoder = new TextDecoder()
const NOTHING = new Uint8Array(0)

function toUnits(value: number, offset: number, block: Block): number {
  return Math.round((offset + block.granularity * value) / NANODEGREES_PER_UNIT)
}
