/** One unit of an opened building, where it stands in the elevation: row 0 is the lowest. */
export interface OpenedCell { unit: string; row: number; column: number; span: number; status: number }

/** A building whose storeys are pulled apart. */
export interface OpenedBuilding { node: number; columns: number; rows: number; cells: OpenedCell[] }

/** A flat box of one unit: corners as longitude, latitude and metres of its floor, and its height in metres. */
export interface UnitBox { unit: string; status: number; floor: [number, number, number][]; heightMetres: number }

/** A storey as it is drawn, and the air above it in which its floor is seen. */
export const BOX_METRES = 2.6
export const PULLED_METRES = 6.2
/** Between two homes, as a share of one column. */
const JOINT = 0.06
const METRES_PER_DEGREE = 111_320

/**
 * The units of a building as boxes over its own ground: the footprint's long side is cut into the elevation's columns,
 * the storeys stand one above the other with air between. Pure. `ring` is the footprint's outer ring, longitude and latitude.
 */
export function openBuilding(ring: readonly [number, number][], opened: OpenedBuilding): UnitBox[] {
  if (ring.length < 3 || opened.columns < 1) return []
  const { origin, along, across, length, width } = longBox(ring)
  const metresPerLng = METRES_PER_DEGREE * Math.cos((origin[1] * Math.PI) / 180)
  const corner = (u: number, v: number, z: number): [number, number, number] =>
    [origin[0] + (along[0] * u + across[0] * v) / metresPerLng, origin[1] + (along[1] * u + across[1] * v) / METRES_PER_DEGREE, z]
  const columnMetres = length / opened.columns
  const joint = columnMetres * JOINT
  return opened.cells.map(({ unit, status, row, column, span }) => {
    const from = column * columnMetres + joint
    const to = (column + span) * columnMetres - joint
    const z = row * PULLED_METRES
    return { unit, status, heightMetres: BOX_METRES, floor: [corner(from, 0, z), corner(to, 0, z), corner(to, width, z), corner(from, width, z)] }
  })
}

/** Metres to the top of the highest storey. */
export const openedHeight = (opened: OpenedBuilding): number => Math.max(0, opened.rows - 1) * PULLED_METRES + BOX_METRES

interface LongBox { origin: [number, number]; along: [number, number]; across: [number, number]; length: number; width: number }

/** The smallest box along one of the ring's own sides; `along` is its longer side. In metres, from `origin`. */
function longBox(ring: readonly [number, number][]): LongBox {
  const [lng0, lat0] = ring[0]
  const metresPerLng = METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180)
  const points = ring.map(([lng, lat]): [number, number] => [(lng - lng0) * metresPerLng, (lat - lat0) * METRES_PER_DEGREE])
  let best: (LongBox & { area: number }) | null = null
  for (let i = 0; i < points.length; i++) {
    const [ax, ay] = points[i]
    const [bx, by] = points[(i + 1) % points.length]
    const side = Math.hypot(bx - ax, by - ay)
    if (side < 0.5) continue
    const along: [number, number] = [(bx - ax) / side, (by - ay) / side]
    const across: [number, number] = [-along[1], along[0]]
    const us = points.map(([x, y]) => x * along[0] + y * along[1])
    const vs = points.map(([x, y]) => x * across[0] + y * across[1])
    const [u, v] = [Math.min(...us), Math.min(...vs)]
    const [length, width] = [Math.max(...us) - u, Math.max(...vs) - v]
    if (best && length * width >= best.area) continue
    const start: [number, number] = [along[0] * u + across[0] * v, along[1] * u + across[1] * v]
    const box = { origin: [lng0 + start[0] / metresPerLng, lat0 + start[1] / METRES_PER_DEGREE] as [number, number], area: length * width }
    best = length >= width
      ? { ...box, along, across, length, width }
      : { ...box, along: across, across: along, length: width, width: length }
  }
  return best ?? { origin: [lng0, lat0], along: [1, 0], across: [0, 1], length: 1, width: 1 }
}
