import type { SourceFeature } from './sourceFeature.ts'
import type { PropertyPicker } from './createPropertyPicker.ts'

/** Numbers below this are counters of one file, not ids of the world. */
const SMALLEST_GLOBAL_ID = 1_000_000

/**
 * The source's own id, or undefined. A small number (a FID, an OBJECTID) counts the rows of one file and comes again in
 * the next: it is put behind the layer's name, so that another file's building 17 is not overwritten by this one.
 */
export function findSourceId(feature: SourceFeature, layerName: string, pick: PropertyPicker): string | undefined {
  const id = (feature.id === undefined ? undefined : String(feature.id)) ?? pick(feature.properties, 'sourceId')
  if (id === undefined || id === '') return undefined
  const isCounter = /^-?\d+(?:\.0*)?$/.test(id) && Math.abs(Number(id)) < SMALLEST_GLOBAL_ID
  return isCounter ? `${layerName}#${Number(id)}` : id
}
