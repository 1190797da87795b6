import { normalizeBuilding } from '../../merge/address/normalizeBuilding.ts'
import { normalizeCommittee } from '../../merge/normalizeCommittee.ts'
import { normalizeCompound } from '../../merge/address/normalizeCompound.ts'
import { normalizeRoom } from '../../merge/address/normalizeRoom.ts'
import type { BuildingRecord, PlaceRecord, Registers } from '../../world/registers.ts'
import type { CharacterTable } from './characterTable.ts'
import { createNameMatcher } from './createNameMatcher.ts'
import { NameTable } from './nameTable.ts'
import { eitherRank, Rank } from './rank.ts'
import type { TypedAddress } from './readAddress.ts'

/** Work on the event loop between two breaths. */
const SLICE_MS = 12

/** Something found, by its number. */
export interface Found { index: number; rank: number }

/** Names of places and buildings and every spelling of an address; follows the registers, which only grow. */
export class PlaceIndex {
  private readonly placeNames: NameTable
  private readonly buildingNames: NameTable
  private readonly places: PlaceRecord[] = []
  private readonly buildings: BuildingRecord[] = []
  private readonly aliasCompound: string[] = []
  private readonly aliasBuilding: string[] = []
  /** By text number: rooms repeat in every building. */
  private readonly rooms = new Map<number, string>()

  constructor(readonly registers: Registers, private readonly characters: CharacterTable, private readonly breathe: () => Promise<void>) {
    this.placeNames = new NameTable(characters)
    this.buildingNames = new NameTable(characters)
  }

  async bringUpToDate(): Promise<void> {
    let startedAt = performance.now()
    const rest = async (done: number): Promise<void> => {
      if (done % 64 !== 0 || performance.now() - startedAt < SLICE_MS) return
      await this.breathe()
      startedAt = performance.now()
    }
    const { registers } = this
    // A record is replaced when anything about it changes.
    for (let place = 0; place < registers.places.length; place++) {
      if (this.places[place] === registers.places[place]) continue
      this.places[place] = registers.places[place]
      this.placeNames.set(place, normalizeCompound(this.places[place].name))
      await rest(place)
    }
    for (let building = 0; building < registers.buildings.length; building++) {
      if (this.buildings[building] === registers.buildings[building]) continue
      this.buildings[building] = registers.buildings[building]
      const { label } = this.buildings[building]
      // What is a number is found as an address; as a name it would fit every digit.
      this.buildingNames.set(building, /[\p{L}]{2}/u.test(normalizeBuilding(label)) ? normalizeCompound(label) : '')
      await rest(building)
    }
    const { buildingAliases } = registers
    for (let row = this.aliasBuilding.length; row < buildingAliases.length; row++) {
      this.aliasCompound.push(normalizeCompound(buildingAliases[row][0]))
      this.aliasBuilding.push(normalizeBuilding(buildingAliases[row][1]))
      await rest(row)
    }
  }

  /** Committees, compounds … by name, in any spelling or pinyin. */
  findPlaces(text: string): Found[] {
    const matchers = [text, normalizeCompound(text), normalizeCommittee(text)].map((spelling) => createNameMatcher(this.characters, spelling))
    return findNames(this.placeNames, this.registers.places.length, matchers)
  }

  /** Buildings that bear a name. */
  findNamedBuildings(text: string): Found[] {
    return findNames(this.buildingNames, this.registers.buildings.length, [createNameMatcher(this.characters, normalizeCompound(text))])
  }

  /** Buildings that an address may mean, the best rank of each; `whole` says whether a number is to fit entirely. */
  findBuildings(address: TypedAddress): Found[] {
    const best = new Map<number, number>()
    const { buildingAliases } = this.registers
    const wholeOnly = address.room !== null
    for (let row = 0; row < this.aliasBuilding.length; row++) {
      const building = this.aliasBuilding[row]
      const byNumber = building === address.building ? Rank.Exact : !wholeOnly && building.startsWith(address.building) ? Rank.Prefix : Rank.None
      if (byNumber === Rank.None) continue
      const byCompound = rankCompound(this.aliasCompound[row], address.compound)
      if (byCompound === Rank.None) continue
      const index = buildingAliases[row][2]
      best.set(index, eitherRank(best.get(index) ?? Rank.None, Math.max(byNumber, byCompound)))
    }
    return [...best].map(([index, rank]) => ({ index, rank }))
  }

  /** Units of these buildings whose room is, or begins with, that number. */
  findRooms(buildings: Found[], room: string): Found[] {
    const { registers } = this
    const rankOf = new Uint8Array(registers.buildings.length)
    for (const { index, rank } of buildings) rankOf[index] = rank
    const found: Found[] = []
    for (let unit = 0; unit < registers.unitCount; unit++) {
      const rank = rankOf[registers.unitBuilding.values[unit]]
      if (rank === Rank.None) continue
      const key = this.roomKey(registers.unitRoom.values[unit])
      if (key === room) found.push({ index: unit, rank })
      else if (key.startsWith(room)) found.push({ index: unit, rank: Math.max(rank, Rank.Prefix) })
      // One of two merged flats (301-302), or the number without its stair (2-301).
      else if (key.includes('-') && key.split('-').includes(room)) found.push({ index: unit, rank: Math.max(rank, Rank.Inside) })
    }
    return found
  }

  private roomKey(text: number): string {
    let key = this.rooms.get(text)
    if (key === undefined) this.rooms.set(text, (key = normalizeRoom(this.registers.texts.textOf(text))))
    return key
  }
}

function findNames(names: NameTable, count: number, matchers: (ReturnType<typeof createNameMatcher>)[]): Found[] {
  const found: Found[] = []
  for (let index = 0; index < Math.min(count, names.length); index++) {
    let rank: number = Rank.None
    for (const matcher of matchers) if (matcher) rank = eitherRank(rank, matcher(names, index))
    if (rank !== Rank.None) found.push({ index, rank })
  }
  return found
}

/** Committee and road may stand before the compound, 小区 behind it; part of its name is enough. */
function rankCompound(known: string, typed: string): number {
  if (known === typed) return Rank.Exact
  if (typed === '') return Rank.Inside
  if (known.startsWith(typed)) return Rank.Prefix
  return known.includes(typed) || (known.length >= 2 && typed.includes(known)) ? Rank.Inside : Rank.None
}
