import { foldText } from '../../merge/address/foldText.ts'
import { normalizeCompound } from '../../merge/address/normalizeCompound.ts'
import { parseAddress } from '../../merge/address/parseAddress.ts'

/** Canonical keys, as the importer makes them; `room` is null when the text ends with the building. */
export interface TypedAddress { compound: string; building: string; room: string | null }

const ENDS_IN_BUILDING = /(?:号楼|号|幢|栋|座|楼|#|[甲乙丙丁])$/u
const ENDS_IN_NUMBER = /\d[A-Z]?$/
/** A lane may belong to the compound (上南路100弄) or to the building (浦南三村 + 100弄12号). */
const LANE = /^(.*?)第?(\d+)弄$/u
const ROAD = /(?:路|街|道|巷)$/u

/** The ways in which a typed text can be an address, in any spelling that the importer reads; none for what is none. */
export function readAddress(text: string): TypedAddress[] {
  const whole = parseAddress(text)
  if (whole) return withLanes(whole)
  const folded = foldText(text).toUpperCase()
  // A lane and nothing behind it asks for the houses of that lane.
  const lane = LANE.exec(folded.replace(/\s/g, ''))
  if (lane) return [{ compound: ROAD.test(lane[1]) ? '' : normalizeCompound(lane[1]), building: `${lane[2]}弄`, room: null }]
  // A building alone: the importer's reader is handed a room, which is then taken off again.
  const parsed = ENDS_IN_BUILDING.test(folded) ? parseAddress(`${folded}101室`) : ENDS_IN_NUMBER.test(folded) ? parseAddress(`${folded}-101`) : null
  return parsed ? withLanes({ ...parsed, room: null }) : []
}

function withLanes(address: TypedAddress): TypedAddress[] {
  const lane = LANE.exec(address.compound)
  if (!lane) return [address]
  const compound = ROAD.test(lane[1]) && !lane[1].includes('村') ? '' : lane[1]
  return [address, { compound, building: `${lane[2]}弄${address.building}`, room: address.room }]
}
