import { normalizeRoom } from '../../merge/address/normalizeRoom.ts'
import { editDistance } from './editDistance.ts'

/** How many characters two rooms differ in (0: the same room in two spellings). */
export const roomDistance = (left: string, right: string): number => editDistance(normalizeRoom(left), normalizeRoom(right))
