import type { Reach } from '../desk/createReach.ts'
import type { DeskContext } from '../desk/deskContext.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { PublicAddress, QrCode, QrSheet } from '../protocol/residents.ts'
import { type CodeTarget, nameOfTarget } from './codeTarget.ts'
import type { PlaceTokens } from './createPlaceTokens.ts'
import { yieldToOthers } from '../feeds/sheet/yieldToOthers.ts'
import { drawCode } from './drawCode.ts'

/** About 10 ms of drawing. */
const CODES_A_TURN = 5

/** A code's page and picture. `origin` is where residents reach this server: `https://liuse.example`. */
export function qrCode(context: DeskContext, tokens: PlaceTokens, id: string, target: CodeTarget, origin: string): QrCode {
  const path = `/r/${tokens.sign(id)}`
  return { id, label: nameOfTarget(context, target), path, ...drawCode(origin + path) }
}

/**
 * The codes to print for a place within reach: of a building its own and one a home; of a compound or committee its own and
 * one a building, and with `units` also every home's: then it is seconds of work, and others are let in between. Null when it
 * is out of reach.
 */
export async function qrSheet(context: DeskContext, reach: Reach, tokens: PlaceTokens, id: string, units: boolean, leadsTo: PublicAddress): Promise<QrSheet | null> {
  context.live()
  const { registers } = context.known()
  const world = context.world()
  const wanted: [id: string, target: CodeTarget][] = []
  const add = (codeId: string, target: CodeTarget): void => void wanted.push([codeId, target])
  const draw = async (): Promise<QrSheet> => {
    const codes: QrCode[] = []
    for (const [codeId, target] of wanted) {
      codes.push(qrCode(context, tokens, codeId, target, leadsTo.origin))
      if (codes.length % CODES_A_TURN === 0) await yieldToOthers()
    }
    return { title: codes[0].label, codes, leadsTo }
  }
  const addUnits = (building: number): void => {
    for (let i = world.unitsStart[building]; i < world.unitsStart[building + 1]; i++) add(idOf('u', world.unitsByBuilding[i]), { kind: 'unit', unit: world.unitsByBuilding[i] })
  }

  const unit = numberOfId('u', id)
  if (reach.hasUnit(unit)) {
    add(id, { kind: 'unit', unit })
    return draw()
  }
  const building = numberOfId('b', id)
  if (reach.hasBuilding(building)) {
    add(id, { kind: 'building', building })
    addUnits(building)
    return draw()
  }
  const place = numberOfId('n', id)
  if (!reach.hasPlace(place)) return null
  add(id, { kind: 'place', place })
  const { parent } = world.layout
  for (let below = 0; below < registers.buildings.length; below++) {
    if (world.unitsStart[below] === world.unitsStart[below + 1] || !reach.hasBuilding(below) || registers.isTakenDown(below, context.today())) continue
    for (let node = parent[world.firstBuilding + below]; node >= 0; node = parent[node]) {
      if (node !== world.firstPlace + place) continue
      add(idOf('b', below), { kind: 'building', building: below })
      if (units) addUnits(below)
      break
    }
  }
  return draw()
}
