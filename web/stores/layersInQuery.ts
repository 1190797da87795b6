/** Which layers lie on the map. Measures are named by their key in the pack. */
export interface Layers {
  choropleth: string | null
  heat: string | null
  buildings: boolean
  labels: boolean
  campuses: boolean
}

export const USUAL_LAYERS: Layers = { choropleth: null, heat: null, buildings: true, labels: true, campuses: true }

type QueryValue = string | null | undefined | (string | null)[]

/** `layer=heat:KEY`, `layer=choropleth:KEY`, `layer=no-buildings`, `layer=no-labels`, `layer=no-campuses`; repeated or joined by commas. What it does not know it ignores. */
export function readLayers(value: QueryValue): Layers {
  const layers = { ...USUAL_LAYERS }
  for (const part of (Array.isArray(value) ? value : [value]).flatMap((text) => text?.split(',') ?? [])) {
    const [kind, key] = [part.split(':', 1)[0], part.slice(part.indexOf(':') + 1)]
    if (kind === 'heat' && part.includes(':') && key) layers.heat = key
    else if (kind === 'choropleth' && part.includes(':') && key) layers.choropleth = key
    else if (part === 'no-buildings') layers.buildings = false
    else if (part === 'no-labels') layers.labels = false
    else if (part === 'no-campuses') layers.campuses = false
  }
  return layers
}

/** The inverse; undefined when nothing differs from the usual, so that a plain address stays plain. */
export function writeLayers(layers: Layers): string[] | undefined {
  const parts: string[] = []
  if (layers.choropleth) parts.push(`choropleth:${layers.choropleth}`)
  if (layers.heat) parts.push(`heat:${layers.heat}`)
  if (!layers.buildings) parts.push('no-buildings')
  if (!layers.labels) parts.push('no-labels')
  if (!layers.campuses) parts.push('no-campuses')
  return parts.length ? parts : undefined
}
