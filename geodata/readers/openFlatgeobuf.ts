import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js'
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js'
import type { Geometry } from 'geojson'
import { GeodataError } from './GeodataError.ts'
import { projectionOfEpsg } from './projectionOfEpsg.ts'
import type { SourceFeature, SourceLayer, SourceProjection } from './sourceFeature.ts'

/** Signature and size of the header, in bytes. */
const HEADER_START = 12
/** A node of the packed R-tree, in bytes. */
const INDEX_NODE_BYTES = 40
const CHUNK_BYTES = 65_536

/** FlatGeobuf as a layer. Throws GeodataError. */
export async function openFlatgeobuf(file: Uint8Array, layerName: string): Promise<SourceLayer> {
  let projection: SourceProjection = { kind: 'degrees' }
  let header: HeaderMeta | undefined
  const headerBytes = file.length < HEADER_START ? Infinity : headerLength(file)
  if (HEADER_START + headerBytes > file.length) throw new GeodataError('truncated-file', 'FlatGeobuf')
  // Read as a stream, since only then each feature is copied to an aligned place; from the array itself a file
  // whose features do not start at multiples of 8 fails in Float64Array.
  const features = deserialize(streamOf(file), {
    headerMetaFn: (meta) => {
      header = meta
      checkLayout(file, meta)
      projection = projectionOf(meta)
    },
  })
  const first = await features.next().catch(toGeodataError)
  if (!header) throw new GeodataError('damaged-file', 'FlatGeobuf')
  return { name: layerName, projection, shortNames: false, features: number(first, features) }
}

async function* number(
  first: IteratorResult<unknown>, rest: AsyncGenerator<unknown>,
): AsyncGenerator<SourceFeature> {
  let index = 0
  for (let result = first; !result.done; result = await rest.next().catch(toGeodataError)) {
    const { geometry, properties } = result.value as { geometry: Geometry | null, properties: Record<string, unknown> | null }
    index++
    yield { number: index, properties: properties ?? {}, geometry, problem: geometry ? undefined : 'no-geometry' }
  }
}

/** The library trusts every length it reads: a count of 0 with an index makes it loop for ever, a cut file reads as NaN. */
function checkLayout(file: Uint8Array, { featuresCount, indexNodeSize }: HeaderMeta): void {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  let offset = HEADER_START + headerLength(file)
  if (indexNodeSize > 0) {
    if (!(featuresCount >= 1 && featuresCount * INDEX_NODE_BYTES <= file.length)) throw new GeodataError('truncated-file', 'FlatGeobuf')
    let nodes = featuresCount
    let levelNodes = featuresCount
    const nodeSize = Math.max(indexNodeSize, 2)
    do {
      levelNodes = Math.ceil(levelNodes / nodeSize)
      nodes += levelNodes
    } while (levelNodes !== 1)
    offset += nodes * INDEX_NODE_BYTES
  }
  let count = 0
  while (offset + 4 <= file.length) {
    offset += 4 + view.getUint32(offset, true)
    count++
  }
  if (offset !== file.length || (featuresCount > 0 && count < featuresCount)) throw new GeodataError('truncated-file', 'FlatGeobuf')
}

function headerLength(file: Uint8Array): number {
  return new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(HEADER_START - 4, true)
}

function projectionOf({ crs }: HeaderMeta): SourceProjection {
  if (!crs || crs.code === 0) return { kind: 'degrees' }
  const projection = projectionOfEpsg(crs.code)
  if (!projection) throw new GeodataError('unsupported-crs', `${crs.org ?? 'EPSG'}:${crs.code}`)
  return projection
}

function streamOf(file: Uint8Array): ReadableStream<Uint8Array> {
  let offset = 0
  return new ReadableStream({
    pull(controller) {
      if (offset >= file.length) return controller.close()
      // A copy: the stream may hand the memory on, and the caller keeps his bytes.
      controller.enqueue(file.slice(offset, offset += CHUNK_BYTES))
    },
  })
}

function toGeodataError(cause: unknown): never {
  if (cause instanceof GeodataError) throw cause
  throw new GeodataError('damaged-file', 'FlatGeobuf', { cause })
}
