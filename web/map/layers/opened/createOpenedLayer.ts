import type { Layer } from '@deck.gl/core'
import { PolygonLayer } from '@deck.gl/layers'
import type { StatusDescription } from '../../../../server/protocol/entities.ts'
import { parseColor } from '../buildings/paletteBytes.ts'
import { MAP_COLORS } from '../../mapColors.ts'
import type { UnitBox } from './openBuilding.ts'

export const OPENED_LAYER = 'opened'

/** The boxes of an opened building, each in the colour of its unit; the chosen one is edged. Picked with the overlay's `pickObject`. */
export function createOpenedLayer(boxes: UnitBox[], statuses: readonly StatusDescription[], chosen: string | null): Layer {
  const colors = statuses.map((status) => parseColor(status.colorOnDark))
  const none = parseColor(MAP_COLORS.buildingWithoutStatus)
  return new PolygonLayer<UnitBox>({
    id: OPENED_LAYER, data: boxes, extruded: true, pickable: true, wireframe: true, filled: true, positionFormat: 'XYZ',
    getPolygon: ({ floor }) => floor, getElevation: ({ heightMetres }) => heightMetres,
    getFillColor: ({ status }) => colors[status] ?? none,
    getLineColor: ({ unit }) => (unit === chosen ? [255, 255, 255, 255] : [11, 18, 32, 200]),
    material: { ambient: 0.75, diffuse: 0.45, shininess: 8 },
    updateTriggers: { getLineColor: chosen },
  })
}
