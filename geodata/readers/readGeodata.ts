import { GeodataError } from './GeodataError.ts'
import type { GeodataOptions, GeodataResult } from './geodataResult.ts'
import { openFlatgeobuf } from './openFlatgeobuf.ts'
import { openGeojson } from './openGeojson.ts'
import { openShapefiles, SHAPEFILE_PART } from './openShapefiles.ts'
import { readOsm } from './osm/readOsm.ts'
import { FORMAT_NAMES, recogniseFormat } from './recogniseFormat.ts'
import { RowCollector } from './RowCollector.ts'
import type { SourceLayer } from './sourceFeature.ts'
import { unzip } from './unzip.ts'

const GEOJSON_FILE = /\.(?:geo)?json(?:l|s|seq)?$|\.ndjson$/i
const FLATGEOBUF_FILE = /\.fgb$/i

/**
 * Reads a file of footprints, boundaries or ground: GeoJSON, .osm.pbf, zipped shapefiles (or a zip with GeoJSON or FlatGeobuf
 * in it), FlatGeobuf, recognised by content. Rows come on WGS84 `[lng, lat]` in degrees, rounded to 1e-7, rings
 * closed; features that cannot be used come as rejections with a stable code. Lets the event loop run while it works.
 * Throws nothing but GeodataError, when the file as a whole cannot be read or must not be believed.
 */
export async function readGeodata(bytes: Uint8Array, fileName: string, options: GeodataOptions): Promise<GeodataResult> {
  const format = recogniseFormat(bytes, fileName)
  try {
    if (format === 'osm-pbf') return await readOsm(bytes, options)
    const layerName = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')
    const layers = format === 'zip' ? await openZip(bytes)
      : [await (format === 'flatgeobuf' ? openFlatgeobuf : openGeojson)(bytes, layerName)]
    const collector = new RowCollector(options)
    let last = 0
    for (const layer of layers) last = await collector.addLayer(layer, last)
    return await collector.finish()
  } catch (cause) {
    if (cause instanceof GeodataError) throw cause
    // Parsers of binary formats fail in a hundred ways on damaged bytes; for people it is one.
    throw new GeodataError('damaged-file', FORMAT_NAMES[format], { cause })
  }
}

async function openZip(bytes: Uint8Array): Promise<SourceLayer[]> {
  const files = await unzip(bytes, (name) => !name.startsWith('__MACOSX/')
    && (SHAPEFILE_PART.test(name) || GEOJSON_FILE.test(name) || FLATGEOBUF_FILE.test(name)))
  const layers = openShapefiles(files)
  if (layers.length > 0) return layers
  for (const [name, content] of files) {
    const layerName = name.replace(/^.*\//, '').replace(/\.[^.]*$/, '')
    if (FLATGEOBUF_FILE.test(name)) layers.push(await openFlatgeobuf(content, layerName))
    else if (GEOJSON_FILE.test(name)) layers.push(await openGeojson(content, layerName))
  }
  if (layers.length === 0) throw new GeodataError('no-layer-in-zip')
  return layers
}
