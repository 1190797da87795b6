import { GeodataError } from './GeodataError.ts'

export type GeodataFormat = 'geojson' | 'osm-pbf' | 'zip' | 'flatgeobuf'

/** As said to people. */
export const FORMAT_NAMES: Record<GeodataFormat, string> = {
  geojson: 'GeoJSON', 'osm-pbf': '.osm.pbf', zip: 'zip', flatgeobuf: 'FlatGeobuf',
}

const NAME_ENDINGS: [RegExp, GeodataFormat][] = [
  [/\.(geo)?json(l|s|seq)?$|\.ndjson$/i, 'geojson'],
  [/\.pbf$/i, 'osm-pbf'],
  [/\.zip$/i, 'zip'],
  [/\.fgb$/i, 'flatgeobuf'],
]

/** By content first; the name only says what a file that is recognised by nothing ought to have been. */
export function recogniseFormat(bytes: Uint8Array, fileName: string): GeodataFormat {
  if (bytes.length === 0) throw new GeodataError('empty-file')
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return 'zip'
  if (startsWith(bytes, [0x66, 0x67, 0x62])) return 'flatgeobuf'
  // 4 bytes of length, then the field `type` of the first BlobHeader: "OSM…".
  if (startsWith(bytes.subarray(4), [0x0a]) && startsWith(bytes.subarray(6), [0x4f, 0x53, 0x4d])) return 'osm-pbf'
  if (startsWith(bytes, [0x00, 0x00, 0x27, 0x0a])) throw new GeodataError('shapefile-not-zipped')
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return 'geojson'
  if (firstVisibleByte(bytes) === 0x7b) return 'geojson'
  const named = NAME_ENDINGS.find(([ending]) => ending.test(fileName))
  if (named) throw new GeodataError('damaged-file', FORMAT_NAMES[named[1]])
  throw new GeodataError('unknown-format')
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

/** After a byte order mark, white space and the record separators of GeoJSON text sequences (RFC 8142). */
function firstVisibleByte(bytes: Uint8Array): number | undefined {
  let offset = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0
  while (bytes[offset] <= 0x20 && offset < 1000) offset++
  return bytes[offset]
}
