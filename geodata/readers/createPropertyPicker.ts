import { PROPERTY_NAMES } from './propertyNames.ts'
import type { PropertyMeaning } from './propertyNames.ts'

/** Names in a DBF are cut after 10 bytes (addr_housenumber → addr_house). */
const SHORT_NAME_LENGTH = 10

export interface PropertyPicker {
  /** The value with this meaning as trimmed text, or undefined; `accept` may refuse a value so that the next name is tried. */
  (properties: Record<string, unknown>, meaning: PropertyMeaning, accept?: (text: string) => boolean): string | undefined
}

/**
 * Returns a function that finds a value by its meaning (propertyNames.ts). Made once per layer: what a name means is
 * looked up once, however many features carry it.
 */
export function createPropertyPicker(shortNames: boolean): PropertyPicker {
  const ranks = new Map<string, Map<PropertyMeaning, number>>()
  return (properties, meaning, accept) => {
    let best: string | undefined
    let bestRank = Infinity
    for (const key of Object.keys(properties)) {
      let ranksOfKey = ranks.get(key)
      if (!ranksOfKey) ranks.set(key, ranksOfKey = rankName(key, shortNames))
      const rank = ranksOfKey.get(meaning)
      if (rank === undefined || rank >= bestRank) continue
      const text = toText(properties[key])
      if (text === undefined || (accept && !accept(text))) continue
      best = text
      bestRank = rank
    }
    return best
  }
}

function rankName(key: string, shortNames: boolean): Map<PropertyMeaning, number> {
  const found = new Map<PropertyMeaning, number>()
  const plain = plainName(key)
  const cut = shortNames && key.length === SHORT_NAME_LENGTH
  for (const [meaning, names] of Object.entries(PROPERTY_NAMES) as [PropertyMeaning, readonly string[]][]) {
    let rank = names.findIndex((name) => plainName(name) === plain)
    // A cut name ranks behind every whole one: it may stand for something else.
    if (rank < 0 && cut) {
      const index = names.findIndex((name) => plainName(name.slice(0, SHORT_NAME_LENGTH)) === plain)
      if (index >= 0) rank = names.length + index
    }
    if (rank >= 0) found.set(meaning, rank)
  }
  return found
}

function plainName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/[\s_\-.:]/g, '')
}

/** Longer texts are no names or numbers but descriptions. */
const LONGEST_TEXT = 200

function toText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  if (typeof value !== 'string') return undefined
  // eslint-disable-next-line no-control-regex -- NUL and its kin come out of DBF files and must not go on
  const text = value.replace(/[\u0000-\u001f\u007f\ufffd]/g, ' ').trim()
  if (text === '' || text.length > LONGEST_TEXT || /^<?null>?$/i.test(text)) return undefined
  return text
}
