import type { HeatmapLayerSpecification } from 'maplibre-gl'

export const HEAT_SOURCE = 'heat'
export const HEAT_LAYER = 'heat'

/**
 * Density of what is to be worked off, `weight` per point (0 … 1). MapLibre's own heat map: nothing more to load,
 * and it lies on the ground under the roads. Violet to pale rose, since none of a pack's colours should be met here.
 */
export function heatLayer(): HeatmapLayerSpecification {
  return {
    id: HEAT_LAYER, type: 'heatmap', source: HEAT_SOURCE, layout: { visibility: 'none' },
    paint: {
      'heatmap-weight': ['get', 'weight'],
      'heatmap-radius': ['interpolate', ['exponential', 2], ['zoom'], 11, 8, 13, 24, 15, 80, 17, 260],
      'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 11, 0.6, 15, 1],
      'heatmap-color': ['interpolate', ['linear'], ['heatmap-density'],
        0, 'rgba(60, 40, 90, 0)', 0.12, 'rgba(74, 48, 110, 0.45)', 0.35, 'rgba(125, 66, 148, 0.7)', 0.6, 'rgba(188, 92, 160, 0.82)', 0.82, 'rgba(232, 148, 180, 0.9)', 1, 'rgba(248, 208, 222, 0.92)'],
      'heatmap-opacity': 0.9,
    },
  }
}
