/** The map's own inks. Status colours are never here: they come with the pack. */
export const MAP_COLORS = {
  ground: '#0b1220',
  water: '#0d2138',
  waterEdge: '#173452',
  park: '#0f1c22',
  block: '#101a2b',
  roadMajor: '#26354d',
  roadMinor: '#1a273a',
  path: '#152030',
  rail: '#1d2838',
  boundary: '#5b6f92',
  boundaryHighlight: '#e8eefb',
  buildingWithoutStatus: '#3d4d66',
} as const
