import type { ReferenceEntry } from '../pack.ts'
import { type Division, nameOfPlace } from './divisions.ts'
import { matchRegion, placesOfText } from './matchRegion.ts'

/** How a listed region is judged; higher is worse. */
export const LEVEL_NONE = 0
export const LEVEL_CONCERN = 1
export const LEVEL_KEY = 2
export type RegionLevel = typeof LEVEL_NONE | typeof LEVEL_CONCERN | typeof LEVEL_KEY

/** One line of a region list, in one version. Days inclusive, as day numbers; `to` null means still in force. */
export interface ListedRegion {
  seq: number
  level: RegionLevel
  region: string
  divisions: Division[]
  from: number
  to: number | null
  /** Log sequence of the line that replaced this one (same region, level and first day); null for the newest. */
  replacedAt: number | null
}

/** What a text means under a list. */
export interface ReadText {
  /** The most specific place affirmed, as it is said in a reason (浙江温州); '' when no name explains the text. */
  place: string
  listed: ListedRegion[]
  /** It says that somebody passed through something, and no name tells what (途经重点地区): somebody has to ask. */
  unnamed: boolean
}

export interface RegionReference {
  entries: readonly ListedRegion[]
  /** Reads an origin or transit text. Memoised: towns write the same few hundred texts again and again. */
  read(text: string): ReadText
}

/** Texts kept in the memo; a hostile feed with a new text in every row must not fill the memory. */
const MEMO_LIMIT = 20_000
const NOTHING: ReadText = { place: '', listed: [], unnamed: false }

/** Builds the reference from region lines in log order. Lines that cannot be understood are skipped; never throws. */
export function createRegionReference(entries: ReferenceEntry[]): RegionReference {
  const versions: ListedRegion[] = []
  const newest = new Map<string, ListedRegion>()
  for (const entry of entries) {
    const { region, level, from, to } = entry.body
    if (typeof region !== 'string' || typeof from !== 'number' || (level !== 'key' && level !== 'concern')) continue
    const divisions = placesOfText(region).places
    const listed: ListedRegion = {
      seq: entry.seq, level: level === 'key' ? LEVEL_KEY : LEVEL_CONCERN, region, divisions, from,
      to: typeof to === 'number' ? to : null, replacedAt: null,
    }
    const key = `${divisions.map((division) => division.code).join() || region}\n${level}\n${from}`
    const before = newest.get(key)
    if (before) before.replacedAt = entry.seq
    newest.set(key, listed)
    versions.push(listed)
  }

  const memo = new Map<string, ReadText>()
  return {
    entries: versions,
    read(text) {
      if (text === '') return NOTHING
      let read = memo.get(text)
      if (!read) {
        if (memo.size >= MEMO_LIMIT) memo.clear()
        memo.set(text, (read = readText(text, versions)))
      }
      return read
    },
  }
}

const PASSED_THROUGH = /^(?:途经|途径|经过|路过|中转)/

function readText(text: string, versions: ListedRegion[]): ReadText {
  const { places, affirmed } = placesOfText(text)
  const listed = versions.filter((entry) =>
    entry.divisions.length > 0
      ? entry.divisions.some((region) => places.some((place) => matchRegion(place, region)))
      // A list may name what is no division (意大利): then the words themselves decide.
      : affirmed.includes(entry.region))
  const place = places.length > 0 ? [...new Set(places.map(nameOfPlace))].join('、') : (listed.find((entry) => entry.divisions.length === 0)?.region ?? '')
  return { place, listed, unnamed: place === '' && listed.length === 0 && PASSED_THROUGH.test(affirmed.trim()) }
}
