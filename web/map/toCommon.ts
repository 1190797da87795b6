/** Side of the whole world in common units: what deck.gl calls common space, y to the north. */
const WORLD_SIZE = 512

/** Web Mercator in common units, in doubles; the map's own square (web/map) for everything that must meet on a pixel. */
export const commonX = (lng: number): number => (WORLD_SIZE * (lng + 180)) / 360

export const commonY = (lat: number): number =>
  WORLD_SIZE * (0.5 + Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI))

const EARTH_CIRCUMFERENCE_METRES = 40_075_016.686

/** Common units in a metre at a latitude. */
export const commonPerMetre = (lat: number): number => WORLD_SIZE / (EARTH_CIRCUMFERENCE_METRES * Math.cos((lat * Math.PI) / 180))
