// shpjs brings no types; only what openShapefile.ts uses.
declare module 'shpjs' {
  import type { Geometry } from 'geojson'
  /** `prj` is the text of the .prj; geometries come back in degrees when it is given and understood. */
  export function parseShp(shp: DataView, prj?: string): (Geometry | null)[]
}
