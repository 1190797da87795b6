import type { Geometry } from 'geojson'
import { parseShp } from 'shpjs'
import { GeodataError } from './GeodataError.ts'
import { readDbf } from './readDbf.ts'
import type { DbfTable } from './readDbf.ts'
import type { SourceFeature, SourceLayer } from './sourceFeature.ts'

const HEADER_BYTES = 100
const RECORD_HEADER_BYTES = 8
/** Records are handed to the parser in pieces of this size, so that the event loop runs between them. */
const PIECE_BYTES = 1 << 18
/** Datums of which the shift to WGS84 is not public (tens to a hundred metres). */
const OLD_DATUM = /Beijing[ _]?(?:19)?54|Xian[ _]?(?:19)?80|Krassowsky/i

/** The files of a zip that belong to shapefiles, by extension in lower case. */
export const SHAPEFILE_PART = /\.(?:shp|dbf|prj|cpg)$/i

/** Every shapefile among the unpacked files as a layer. A .dbf, .prj and .cpg belong to the .shp of the same name. Throws GeodataError. */
export function openShapefiles(files: Map<string, Uint8Array>): SourceLayer[] {
  const parts = new Map([...files].map(([name, content]) => [name.toLowerCase(), content]))
  const layers: SourceLayer[] = []
  for (const [path, shp] of files) {
    if (!/\.shp$/i.test(path)) continue
    const stem = path.slice(0, -4)
    const partText = (ending: string) => {
      const content = parts.get(`${stem}${ending}`.toLowerCase())
      return content && new TextDecoder().decode(content)
    }
    const dbf = parts.get(`${stem}.dbf`.toLowerCase())
    const prj = partText('.prj')?.trim()
    layers.push({
      name: stem.replace(/^.*\//, ''),
      // shpjs (proj4) turns projected coordinates into degrees by the .prj.
      projection: { kind: 'degrees' },
      shortNames: true,
      oldDatum: prj && OLD_DATUM.exec(prj)?.[0],
      features: readFeatures(shp, dbf && readDbf(dbf, partText('.cpg')), prj),
    })
  }
  return layers
}

async function* readFeatures(shp: Uint8Array, dbf: DbfTable | undefined, prj: string | undefined): AsyncGenerator<SourceFeature> {
  const ends = findRecordEnds(shp)
  let index = 0
  let start = HEADER_BYTES
  while (index < ends.length) {
    let last = index
    while (last + 1 < ends.length && ends[last + 1] - start <= PIECE_BYTES) last++
    const geometries = parsePiece(shp, start, ends[last], prj) ?? ends.slice(index, last + 1).map((end, i) => {
      const recordStart = i === 0 ? start : ends[index + i - 1]
      return parsePiece(shp, recordStart, end, prj)?.[0]
    })
    for (let i = 0; index + i <= last; i++) {
      const geometry = geometries[i]
      const properties = dbf && index + i < dbf.count ? dbf.readRecord(index + i) : {}
      const problem = geometry === undefined ? 'broken-feature' : geometry === null ? 'no-geometry' : undefined
      yield { number: index + i + 1, properties, geometry: geometry ?? null, problem }
    }
    start = ends[last]
    index = last + 1
  }
}

/** Checks that every record lies inside the file, and says where each ends. */
function findRecordEnds(shp: Uint8Array): number[] {
  if (shp.length < HEADER_BYTES) throw new GeodataError('truncated-file', '.shp')
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength)
  if (view.getInt32(0) !== 9994) throw new GeodataError('damaged-file', '.shp')
  // Lengths count 16-bit words, big-endian.
  const declared = view.getInt32(24) * 2
  if (declared > shp.length) throw new GeodataError('truncated-file', '.shp')
  const ends: number[] = []
  let offset = HEADER_BYTES
  while (offset + RECORD_HEADER_BYTES <= shp.length) {
    const length = view.getInt32(offset + 4) * 2
    if (length < 4) throw new GeodataError('damaged-file', '.shp')
    offset += RECORD_HEADER_BYTES + length
    if (offset > shp.length) throw new GeodataError('truncated-file', '.shp')
    ends.push(offset)
  }
  return ends
}

/** The geometries of the records from `start` to `end`, or undefined when one of them breaks the parser. */
function parsePiece(shp: Uint8Array, start: number, end: number, prj: string | undefined): (Geometry | null)[] | undefined {
  const piece = new Uint8Array(HEADER_BYTES + end - start)
  piece.set(shp.subarray(0, HEADER_BYTES))
  piece.set(shp.subarray(start, end), HEADER_BYTES)
  try {
    return parseShp(new DataView(piece.buffer), prj)
  } catch {
    return undefined
  }
}
