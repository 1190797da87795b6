import { foldText } from '../merge/address/foldText.ts'
import { normalizeBuilding } from '../merge/address/normalizeBuilding.ts'
import { normalizeRoom } from '../merge/address/normalizeRoom.ts'
import type { RowProblem } from '../packs/pack.ts'
import type { Registers } from '../world/registers.ts'

const PROBLEMS = {
  'unknown-compound': { field: 'compound', reason: { 'zh-CN': '系统中没有这个小区', en: 'there is no such compound' } },
  'unknown-building': { field: 'building', reason: { 'zh-CN': '该小区没有这个楼号', en: 'this compound has no such building' } },
  'ambiguous-building': { field: 'compound', reason: { 'zh-CN': '有几个同名小区,请注明居委', en: 'several compounds bear this name: name the committee too' } },
  'unknown-room': { field: 'room', reason: { 'zh-CN': '该楼没有这个室号', en: 'this building has no such room' } },
} as const

interface HomeAddress { committee: string; compound: string; building: string; room: string }

/** The unit of an address, or the first part of it that nobody knows. */
export function findUnitOf(registers: Registers, address: HomeAddress): number | RowProblem {
  const found = findAsWritten(registers, address)
  if (typeof found === 'number') return found
  // Only a home that the ledger has: another reading never makes one up.
  for (const reading of otherReadings(address)) {
    const unit = findAsWritten(registers, reading)
    if (typeof unit === 'number') return unit
  }
  return found
}

/** What else the same words may say: a lane belongs to compound or building, a stair to building or room. */
function otherReadings(address: HomeAddress): HomeAddress[] {
  const readings: HomeAddress[] = []
  const lane = /^(.+?)第?(\d+)弄$/u.exec(foldText(address.compound))
  if (lane) readings.push({ ...address, compound: lane[1]!, building: `${lane[2]}弄${address.building}` })
  const stair = /^(.+)-(\d{1,2})$/u.exec(normalizeBuilding(address.building))
  if (stair) readings.push({ ...address, building: stair[1]!, room: `${stair[2]}-${normalizeRoom(address.room)}` })
  return readings
}

function findAsWritten(registers: Registers, address: HomeAddress): number | RowProblem {
  const problem = (code: keyof typeof PROBLEMS): RowProblem => ({ code, field: PROBLEMS[code].field, reason: PROBLEMS[code].reason })
  const buildings = registers.findBuildings(address.committee, address.compound, address.building)
  if (buildings.length === 0) return problem(registers.findCompound(address.committee, address.compound).length === 0 ? 'unknown-compound' : 'unknown-building')
  let found = -1
  for (const building of buildings) {
    const unit = registers.findUnit(building, address.room)
    if (unit < 0) continue
    if (found >= 0) return problem('ambiguous-building')
    found = unit
  }
  return found >= 0 ? found : problem('unknown-room')
}
