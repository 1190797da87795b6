import type { BasemapRow, BoundaryRow, BuildingRow } from '../../server/feeds/rows.ts'
import { assumeBoundaryKind } from './assumeBoundaryKind.ts'
import { classifyBuilding } from './classifyBuilding.ts'
import { classifyGroundKind, isAreaKind } from './classifyGroundKind.ts'
import { cleanGeometry } from './cleanGeometry.ts'
import type { CleanGeometry } from './cleanGeometry.ts'
import { createBreather } from './createBreather.ts'
import { createConverter } from './createConverter.ts'
import type { Converter } from './createConverter.ts'
import { createPropertyPicker } from './createPropertyPicker.ts'
import type { PropertyPicker } from './createPropertyPicker.ts'
import { findLooseParts } from './findLooseParts.ts'
import type { BuildingPiece } from './findLooseParts.ts'
import { findSourceId } from './findSourceId.ts'
import type { GeodataOptions, GeodataRejection, GeodataResult, GeodataWarning, NumberedRow } from './geodataResult.ts'
import { Placement } from './Placement.ts'
import { readBoundary } from './readBoundary.ts'
import { readBuilding } from './readBuilding.ts'
import { rejectionReason, warningReason } from './reasons.ts'
import type { RejectionCode, WarningCode } from './reasons.ts'
import type { SourceFeature, SourceLayer } from './sourceFeature.ts'

type Piece = NumberedRow<BuildingRow> & BuildingPiece

interface UnsureBoundary {
  number: number
  guessed?: boolean
  row: Omit<BoundaryRow, 'kind'> & { kind?: BoundaryRow['kind'] }
}

/** Turns the features of one file into rows, rejections and warnings, whatever format they come from. */
export class RowCollector {
  private readonly options: GeodataOptions
  private readonly placement: Placement
  private readonly rejected: GeodataRejection[] = []
  private readonly counts = new Map<WarningCode, number>()
  private readonly warnings: GeodataWarning[] = []
  private readonly outlines: Piece[] = []
  private readonly parts: Piece[] = []
  private readonly boundaries: UnsureBoundary[] = []
  private readonly basemap: NumberedRow<BasemapRow>[] = []
  private readonly breathe = createBreather()

  constructor(options: GeodataOptions) {
    this.options = options
    this.placement = new Placement(options.near)
  }

  /** Reads a layer to its end; the numbers of a second layer go on where the first stopped. */
  async addLayer(layer: SourceLayer, numbersFrom = 0): Promise<number> {
    const convert = createConverter(layer.projection, this.options.crs)
    const pick = createPropertyPicker(layer.shortNames)
    if (layer.oldDatum) this.warn('old-datum', layer.oldDatum)
    let last = numbersFrom
    for await (const feature of layer.features) {
      last = numbersFrom + feature.number
      const weight = this.addFeature({ ...feature, number: last }, layer.name, pick, convert)
      await this.breathe(weight)
    }
    return last
  }

  warn(code: WarningCode, detail: string | number = ''): void {
    this.warnings.push({ code, reason: warningReason(code, detail) })
  }

  /** Throws GeodataError when the file as a whole must not be believed. */
  async finish(): Promise<GeodataResult> {
    if (this.placement.isFar()) this.warn('far-from-boundaries')
    const rows = this.options.kind === 'buildings' ? await this.finishBuildings()
      : this.options.kind === 'boundaries' ? this.finishBoundaries() : this.basemap
    this.dropSharedIds(rows)
    for (const [code, count] of this.counts) this.warn(code, count)
    this.rejected.sort((a, b) => a.number - b.number)
    return { rows, rejected: this.rejected, warnings: this.warnings }
  }

  /** Returns how much work it was, in vertices. */
  private addFeature(feature: SourceFeature, layerName: string, pick: PropertyPicker, convert: Converter): number {
    const { kind } = this.options
    const sort = kind === 'buildings' ? classifyBuilding(feature.properties) : 'other'
    if (kind === 'buildings' && sort === 'other') return this.count('not-buildings-skipped')
    const groundKind = kind === 'basemap' ? classifyGroundKind(feature.properties) : null
    if (kind === 'basemap' && !groundKind && !feature.problem) return this.count('not-drawn')
    const geometry = this.clean(feature, convert)
    if (!geometry) return 20
    const sourceId = findSourceId(feature, layerName, pick)
    if (kind === 'buildings') this.addBuilding(feature, sourceId, geometry, sort === 'part', pick)
    else if (kind === 'boundaries') this.addBoundary(feature, sourceId, geometry, pick)
    else this.addGround(feature, sourceId, geometry, groundKind!, pick)
    return geometry.vertexCount + 20
  }

  private clean(feature: SourceFeature, convert: Converter): CleanGeometry | null {
    const { number } = feature
    if (feature.problem || !feature.geometry) return this.reject(number, 'geometry', feature.problem ?? 'no-geometry')
    const geometry = cleanGeometry(feature.geometry, convert)
    if ('code' in geometry) {
      this.placement.addFlaw(geometry.code)
      return this.reject(number, 'geometry', geometry.code, geometry.detail)
    }
    if (this.options.kind === 'basemap' && geometry.polygons.length + geometry.lines.length === 0) {
      // Points are labels in tiles; the ground has lines and areas.
      this.count('not-drawn')
      return null
    }
    if (this.options.kind !== 'basemap' && geometry.polygons.length === 0) {
      const { type } = feature.geometry
      const isEmpty = type === 'Polygon' || type === 'MultiPolygon' || type === 'GeometryCollection'
      return this.reject(number, 'geometry', isEmpty ? 'no-geometry' : 'not-a-polygon', type)
    }
    if (this.placement.isSwapped(geometry)) {
      const [lng, lat] = geometry.polygons[0]?.[0][0] ?? geometry.lines[0][0]
      return this.reject(number, 'geometry', 'coordinates-swapped', `${lng}, ${lat}`)
    }
    return geometry
  }

  private addBuilding(
    feature: SourceFeature, sourceId: string | undefined, { polygons }: CleanGeometry, isPart: boolean, pick: PropertyPicker,
  ): void {
    const facts = readBuilding(feature.properties, pick, (fact) => this.count(fact))
    const rootId = feature.properties.root_id
    const piece: Piece = {
      number: feature.number,
      row: { sourceId, ...facts, ...originOf(feature), polygons },
      polygons,
      id: feature.id === undefined ? pick(feature.properties, 'sourceId') : String(feature.id),
      rootId: rootId === undefined || rootId === null ? undefined : String(rootId),
    }
    const list = isPart ? this.parts : this.outlines
    list.push(piece)
  }

  private addBoundary(feature: SourceFeature, sourceId: string | undefined, { polygons }: CleanGeometry, pick: PropertyPicker): void {
    const { kind, guessed, name, parent } = readBoundary(feature.properties, pick)
    if (name === undefined) {
      this.reject(feature.number, 'name', 'name-missing')
      return
    }
    const row = { sourceId, kind, name, ...(parent === undefined ? {} : { parent }), polygons }
    this.boundaries.push({ number: feature.number, guessed, row })
  }

  private addGround(
    feature: SourceFeature, sourceId: string | undefined, { polygons, lines }: CleanGeometry, kind: BasemapRow['kind'],
    pick: PropertyPicker,
  ): void {
    const name = pick(feature.properties, 'name')
    const shape = isAreaKind(kind) && polygons.length > 0 ? { polygons }
      : lines.length > 0 && (!isAreaKind(kind) || kind === 'water') ? { lines } : null
    if (!shape) this.count('not-drawn')
    else this.basemap.push({ number: feature.number, row: { sourceId, kind, ...(name === undefined ? {} : { name }), ...originOf(feature), ...shape } })
  }

  private async finishBuildings(): Promise<NumberedRow<BuildingRow>[]> {
    const loose = await findLooseParts(this.parts, this.outlines)
    const skipped = this.parts.length - loose.length
    if (skipped > 0) this.warn('building-parts-skipped', skipped)
    return [...this.outlines, ...loose].sort((a, b) => a.number - b.number).map(({ number, row }) => ({ number, row }))
  }

  private finishBoundaries(): NumberedRow<BoundaryRow>[] {
    // Endings of names are believed where all agree or something else says so; one 新区 among 120 sub-districts is one of them.
    const saysNothing = this.boundaries.every(({ guessed, row }) => guessed || row.kind === undefined)
    const assumed = saysNothing && this.boundaries.some(({ row }) => row.kind === undefined)
      ? assumeBoundaryKind(this.boundaries.map(({ row }) => row)) : undefined
    if (assumed) this.warn('boundary-kind-assumed', assumed)
    const rows: NumberedRow<BoundaryRow>[] = []
    for (const { number, row } of this.boundaries) {
      const kind = assumed ?? row.kind
      if (kind) rows.push({ number, row: { ...row, kind } })
      else this.reject(number, 'kind', 'boundary-kind-missing')
    }
    return rows
  }

  /** An id that two features share (a column full of zeros) would make the second overwrite the first. */
  private dropSharedIds(rows: NumberedRow[]): void {
    const uses = new Map<string, number>()
    for (const { row } of rows) if (row.sourceId !== undefined) uses.set(row.sourceId, (uses.get(row.sourceId) ?? 0) + 1)
    let shared = 0
    for (const { row } of rows) {
      if (row.sourceId !== undefined && uses.get(row.sourceId)! > 1) shared++
      if (row.sourceId === undefined || uses.get(row.sourceId)! > 1) delete row.sourceId
    }
    // A road in pieces keeps one id all along; nobody updates the ground by id.
    if (shared > 0 && this.options.kind !== 'basemap') this.warn('source-id-not-unique', shared)
  }

  private count(code: WarningCode): number {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1)
    return 5
  }

  private reject(number: number, field: string, code: RejectionCode, detail?: string | number): null {
    this.rejected.push({ number, field, code, reason: rejectionReason(code, detail) })
    return null
  }
}

/** Extracts name their origin in a property of its own, or keep OpenStreetMap's way of naming ids. */
const originOf = ({ properties }: SourceFeature): { fromOpenStreetMap?: true } =>
  /openstreetmap|^osm$/i.test(String(properties.source ?? '')) || 'osm_id' in properties || 'osm_way_id' in properties || /^(way|relation|node)\//.test(String(properties['@id'] ?? ''))
    ? { fromOpenStreetMap: true } : {}
