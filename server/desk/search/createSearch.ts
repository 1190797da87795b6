import type { SearchHit } from '../../protocol/desk.ts'
import type { Reach } from '../createReach.ts'
import type { DeskContext } from '../deskContext.ts'
import { CharacterTable } from './characterTable.ts'
import { createNameMatcher } from './createNameMatcher.ts'
import { describeBuilding, describePerson, describePlace, describeUnit } from './describeHit.ts'
import { homesOfPerson, pupilsByPerson } from './homesOfPerson.ts'
import { PeopleIndex } from './peopleIndex.ts'
import { type Found, PlaceIndex } from './placeIndex.ts'
import { bothRanks, eitherRank, Rank, WORST_RANK } from './rank.ts'
import { readAddress } from './readAddress.ts'
import { readSearchText, type SearchText } from './readSearchText.ts'


/** No answer has more lines, and none says how many more there would be. */
export const MOST_HITS = 20

export interface DeskSearch {
  /**
   * At most `limit` lines, best first, of what the reach covers; it is asked for when the world to be searched is known.
   * Personal values in them are masked. A text that asks for nothing only has everything made ready.
   */
  search(text: string, reachOf: () => Reach, limit?: number): Promise<SearchHit[]>
  /** Builds or refreshes what is searched, in slices; the first search would wait for it otherwise. */
  prepare(): Promise<void>
  /** Forgets everybody. */
  close(): void
}

/** A line of an answer before it is written: which of the four kinds, and how well it fits. */
interface Line { kind: 'unit' | 'building' | 'place' | 'person'; index: number; rank: number; home: number }

/** What addresses lead to stands in this order. */
const KIND_ORDER: Record<Line['kind'], number> = { unit: 0, place: 1, building: 2, person: 3 }

/** The one search box. `breathe` lets other work in between slices of building. */
export function createSearch(context: Pick<DeskContext, 'store' | 'known' | 'live' | 'world'>, breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))): DeskSearch {
  let characters: CharacterTable | null = null
  let people: PeopleIndex | null = null
  let places: PlaceIndex | null = null
  let pupils: { rev: number; registers: unknown; values: Int32Array } | null = null
  let updating: Promise<void> = Promise.resolve()
  let isClosed = false

  async function bringUpToDate(): Promise<void> {
    if (!characters) {
      // The dictionary is large and only a desk needs it: once 50 ms to load, and 25 ms at its first word.
      const pinyin = await import('pinyin-pro')
      await breathe()
      const loaded = new CharacterTable(pinyin)
      loaded.codeOf('王')
      characters = loaded
      await breathe()
    }
    if (isClosed) return
    people ??= new PeopleIndex(context.store.vault, characters, breathe)
    await people.bringUpToDate()
    // A rewind makes other registers, and the next search may see them before this one is done.
    const { registers } = context.known()
    if (places?.registers !== registers) places = new PlaceIndex(registers, characters, breathe)
    await places.bringUpToDate()
  }

  /** One after the other: who waits sees all that was written before the question. */
  function prepare(): Promise<void> {
    const done = updating.then(bringUpToDate)
    updating = done.catch(() => undefined)
    return done
  }

  function pupilsNow(): Int32Array {
    const known = context.known()
    if (pupils?.rev !== known.rev || pupils.registers !== known.registers) pupils = { rev: known.rev, registers: known.registers, values: pupilsByPerson(known) }
    return pupils.values
  }

  function findPeople(asked: SearchText, reach: Reach, limit: number): Line[] {
    const { names, numbers, count } = people!
    const known = context.known()
    const live = context.live()
    const pupilOf = pupilsNow()
    // Digits alone are no name, and looking for them as one would double the time.
    const whole = /\p{L}/u.test(asked.name) ? createNameMatcher(characters!, asked.name) : null
    const partName = asked.parts && asked.parts.name !== '' ? createNameMatcher(characters!, asked.parts.name) : null
    const partNumbers = asked.parts?.numbers ?? []
    const needsName = asked.parts !== null && asked.parts.name !== ''
    const byId = asked.idNumber === '' ? null : context.store.vault.findKey(`i:${asked.idNumber}`)
    const lines: Line[][] = Array.from({ length: WORST_RANK + 1 }, () => [])

    // HOT: everybody, every search; plain loop on purpose (bench: search).
    for (let person = 0; person < count; person++) {
      if (names.size.values[person] === 0 && person !== byId && partNumbers.length === 0) continue
      let rank: number = whole ? whole(names, person) : Rank.None
      if (partNumbers.length > 0 && rank !== Rank.Exact) {
        let byParts: number = needsName ? (partName ? partName(names, person) : Rank.None) : Rank.Exact
        for (let i = 0; i < partNumbers.length && byParts !== Rank.None; i++) {
          const { codes, isPhone, isTail } = partNumbers[i]
          byParts = bothRanks(byParts, eitherRank(isPhone ? numbers.rankPhone(person, codes) : Rank.None, isTail ? numbers.rankTail(person, codes) : Rank.None))
        }
        rank = eitherRank(rank, byParts)
      }
      if (person === byId) rank = Rank.Exact
      if (rank === Rank.None || lines[rank].length >= limit) continue
      const home = homesOfPerson(known, live, pupilOf, person).find((unit) => reach.hasUnit(unit))
      if (home !== undefined) lines[rank].push({ kind: 'person', index: person, rank, home })
    }
    return lines.flat().slice(0, limit)
  }

  /** Places, buildings and units, best first; `isAddress`: the text itself reads like one. */
  function findPlaces(asked: SearchText, reach: Reach, limit: number): { lines: Line[]; isAddress: boolean } {
    const { registers } = context.known()
    const { unitsStart } = context.world()
    // Sheds and pump rooms are on the map; nobody opens one.
    const hasHomes = (building: number): boolean => unitsStart[building + 1] > unitsStart[building] && reach.hasBuilding(building)
    const lines: Line[] = []
    const add = (kind: Line['kind'], found: Found[], has: (index: number) => boolean): number => {
      const within = found.filter(({ index }) => has(index))
      within.sort((a, b) => a.rank - b.rank || a.index - b.index)
      for (const { index, rank } of within.slice(0, limit)) lines.push({ kind, index, rank, home: -1 })
      return within.length
    }
    const addresses = readAddress(asked.folded)
    for (const address of addresses) {
      const buildings = places!.findBuildings(address).filter(({ index }) => hasHomes(index))
      const units = address.room === null ? 0 : add('unit', places!.findRooms(buildings, address.room), reach.hasUnit)
      // A room that nobody knows still leads to its house.
      if (units === 0) add('building', buildings, hasHomes)
    }
    const byName = places!.findPlaces(asked.folded).filter(({ index }) => reach.hasPlace(index))
    add('place', byName, reach.hasPlace)
    add('building', places!.findNamedBuildings(asked.folded), hasHomes)
    const compounds = new Set(byName.filter(({ index, rank }) => rank <= Rank.Prefix && registers.places[index].kind === 'compound').map(({ index }) => index))
    if (compounds.size > 0 && lines.length < limit) {
      const inside = registers.buildings.flatMap(({ place }, index) => (compounds.has(place) ? [{ index, rank: Rank.InitialsInside }] : []))
      add('building', inside, hasHomes)
    }
    const isAddress = (addresses.length > 0 && !/^[\d\s]+$/.test(asked.folded)) || (/\p{Script=Han}/u.test(asked.folded) && byName.some(({ rank }) => rank <= Rank.Prefix))
    return { lines, isAddress }
  }

  return {
    async search(text, reachOf, limit = MOST_HITS) {
      const asked = readSearchText(text)
      const most = Math.min(Math.max(Math.trunc(limit), 0), MOST_HITS)
      if (!asked || !(most > 0)) {
        prepare().catch(() => undefined)
        return []
      }
      await prepare()
      // Brings the layout up to date, which the reach is read from.
      context.live()
      if (isClosed || !people || !places || places.registers !== context.known().registers) return []
      const reach = reachOf()
      const found = findPlaces(asked, reach, most)
      const lines = [...found.lines, ...findPeople(asked, reach, most)]
      const group = (line: Line): number => (found.isAddress && line.kind === 'person' ? 1 : 0)
      const personFirst = (line: Line): number => (!found.isAddress && line.kind === 'person' ? -1 : KIND_ORDER[line.kind])
      lines.sort((a, b) => group(a) - group(b) || a.rank - b.rank || personFirst(a) - personFirst(b) || a.index - b.index)

      const hitContext = { registers: context.known().registers, live: context.live(), world: context.world() }
      const hits: SearchHit[] = []
      const seen = new Set<string>()
      for (const { kind, index, home } of lines) {
        if (hits.length >= most) break
        const key = `${kind} ${index}`
        if (seen.has(key)) continue
        seen.add(key)
        if (kind === 'unit') hits.push(describeUnit(hitContext, index))
        else if (kind === 'building') hits.push(describeBuilding(hitContext, index))
        else if (kind === 'place') hits.push(describePlace(hitContext, index))
        else {
          const record = context.store.vault.person(index)
          if (record) hits.push(describePerson(hitContext, index, record, home))
        }
      }
      return hits
    },
    prepare,
    close() {
      isClosed = true
      people?.close()
      people = null
      places = null
      pupils = null
    },
  }
}
