import { Buffer, isUtf8 } from 'node:buffer'
import type { Geometry } from 'geojson'
import { GeodataError } from './GeodataError.ts'
import { projectionOfEpsg } from './projectionOfEpsg.ts'
import type { SourceFeature, SourceLayer, SourceProjection } from './sourceFeature.ts'
import { splitJson } from './splitJson.ts'

/**
 * GeoJSON (RFC 7946) as a layer: a FeatureCollection, one Feature, a geometry, a GeometryCollection (each member counts as a
 * feature), or any of these one after another, as in newline-delimited files. UTF-8 with or without mark, UTF-16 and
 * GB18030 are understood, the old `crs` member (GeoJSON 2008) too. Throws GeodataError.
 */
export async function openGeojson(file: Uint8Array, layerName: string): Promise<SourceLayer> {
  const bytes = toUtf8(file)
  const { features, documents } = await splitJson(bytes)
  let projection: SourceProjection = { kind: 'degrees' }
  for (const text of documents) projection = readDocument(text) ?? projection
  if (documents.length === 0) {
    if (features.length === 0) throw new GeodataError('not-geojson')
    projection = readSingle(bytes.subarray(features[0], features[1])) ?? projection
  }
  return { name: layerName, projection, shortNames: false, features: parseEach(bytes, features) }
}

async function* parseEach(bytes: Uint8Array, features: number[]): AsyncGenerator<SourceFeature> {
  const decoder = new TextDecoder()
  for (let i = 0; i < features.length; i += 2) {
    yield toFeature(parseLenient(decoder.decode(bytes.subarray(features[i], features[i + 1]))), i / 2 + 1)
  }
}

function toFeature(value: unknown, number: number): SourceFeature {
  const broken: SourceFeature = { number, properties: {}, geometry: null, problem: 'broken-feature' }
  if (!isObject(value)) return broken
  if (value.type !== 'Feature') {
    return isGeometry(value) ? { number, properties: {}, geometry: value as unknown as Geometry } : broken
  }
  const id = typeof value.id === 'string' || typeof value.id === 'number' ? value.id : undefined
  const properties = isObject(value.properties) ? value.properties : {}
  const geometry = isObject(value.geometry) ? value.geometry as unknown as Geometry : null
  return { number, id, properties, geometry, problem: geometry ? undefined : 'no-geometry' }
}

/** Python writes NaN and Infinity into JSON; a feature that has them in a height only is still good. */
function parseLenient(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    try {
      return JSON.parse(text.replace(/-?\b(?:NaN|Infinity)\b/g, 'null'))
    } catch {
      return undefined
    }
  }
}

function readDocument(text: string): SourceProjection | null {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw new GeodataError('broken-json', 0, { cause })
  }
  return isObject(document) ? readCrs(document.crs) : null
}

/** The first of single documents decides whether this is GeoJSON at all: a package.json must not become one reject. */
function readSingle(bytes: Uint8Array): SourceProjection | null {
  const value = parseLenient(new TextDecoder().decode(bytes))
  if (value === undefined) throw new GeodataError('broken-json', 0)
  if (!isObject(value) || (value.type !== 'Feature' && !isGeometry(value))) throw new GeodataError('not-geojson')
  return readCrs(value.crs)
}

/** `{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4528"}}` */
function readCrs(crs: unknown): SourceProjection | null {
  if (!isObject(crs) || !isObject(crs.properties) || typeof crs.properties.name !== 'string') return null
  const name = crs.properties.name.slice(0, 100)
  if (/CRS:?:?84$/i.test(name)) return { kind: 'degrees' }
  const code = /EPSG:(?:[\d.]*:)?(\d+)$/i.exec(name)?.[1]
  const projection = code ? projectionOfEpsg(Number(code)) : null
  if (!projection) throw new GeodataError('unsupported-crs', name)
  return projection
}

const GEOMETRY_TYPES = new Set([
  'Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection',
])

function isGeometry(value: Record<string, unknown>): boolean {
  return GEOMETRY_TYPES.has(value.type as string)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** GB18030 may hold `{` and `\` as second bytes: it must become UTF-8 before anybody looks for brackets. */
function toUtf8(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(new TextDecoder('utf-16le').decode(bytes))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(new TextDecoder('utf-16be').decode(bytes))
  if (!isUtf8(bytes)) return Buffer.from(new TextDecoder('gb18030').decode(bytes))
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}
