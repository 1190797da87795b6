import type { Division, Divisions, Spelling } from './divisions.ts'

/** A place found in a text, and where. `division` is null for a name that could be several places (鼓楼). */
export interface PlaceHit {
  division: Division | null
  /** Character offsets in the text: start, and end without what follows. */
  start: number
  end: number
}

/** A road is called after a place far more often than somebody was there: 南京西路, 浙江中路, 武汉大道. */
const ROAD_BEHIND = /^[东南西北中一二三四五六七八九十]{0,2}(?:路|街|大道|公路|高架|弄|巷|支路)/
const KIND_BEHIND = /^(?:维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|地区|[省市县区州])/
/** What stands between a superior and its inferior when they are one address. */
const ONE_ADDRESS = /^[\s的·\-—>/\\]*$/
/** Texts come here after NFKC, so that full-width marks are plain ones. A county's bare name counts only where a place is named: first, or after a word of travel or a list mark. */
const PLACE_COMES = /(?:^|[\s自从经由至到在去往赴来回过转日号、,;。和及与或跟外:(「“"'>/\\\-—])$/

/**
 * Finds the names of divisions in a text, longest first, left to right.
 *
 * A name that several places share is decided, in this order: by the superior right before it (北京朝阳 is Beijing's);
 * by a sibling named before it (北京海淀、朝阳); by level (吉林 alone is the province, 朝阳 alone the prefecture-level
 * city); by the province named before; otherwise it is nothing at all, because a wrong place is worse than the tag `origin-unknown`.
 */
export function findPlaces(text: string, divisions: Divisions): PlaceHit[] {
  const hits: PlaceHit[] = []
  let last: Division | null = null
  let lastEnd = 0
  let at = 0
  while (at < text.length) {
    const adjacent: boolean = last !== null && ONE_ADDRESS.test(text.slice(lastEnd, at))
    const match = longestAt(text, at, divisions, adjacent ? last : null)
    if (!match) {
      at++
      continue
    }
    let end = at + match.length
    const decided = decide(match.spellings, adjacent ? last : null, last)
    const short = match.spellings.some((spelling) => spelling.short && (decided === null || spelling.division === decided))
    if (short) {
      // 台州路桥 is a district of 台州 although 路 follows: an inferior behind it is no road.
      const inferior = decided ? longestAt(text, end, divisions, decided, true) : null
      if (!inferior && ROAD_BEHIND.test(text.slice(end))) {
        at = end
        continue
      }
      const scoped = adjacent && decided !== null && isInside(decided, last!)
      if (!inferior) end += KIND_BEHIND.exec(text.slice(end))?.[0].length ?? 0
      if (decided?.level === 3 && !scoped && !PLACE_COMES.test(text.slice(0, at)) && end === at + match.length) {
        at = end
        continue
      }
    }
    hits.push({ division: decided, start: at, end })
    if (decided) {
      last = decided
      lastEnd = end
    }
    at = end
  }
  return hits
}

interface Match { length: number; spellings: Spelling[] }

/** The longest name at a position; behind a superior one of its inferiors wins against a name of the same length. */
function longestAt(text: string, at: number, divisions: Divisions, superior: Division | null, insideOnly = false): Match | null {
  for (let length = Math.min(divisions.longest, text.length - at); length >= 2; length--) {
    const spellings = divisions.spellings.get(text.slice(at, at + length))
    if (!spellings) continue
    const inside = superior ? spellings.filter((spelling) => isInside(spelling.division, superior)) : []
    if (inside.length > 0) return { length, spellings: inside }
    if (insideOnly) continue
    const alone = spellings.filter((spelling) => !spelling.scopedOnly)
    if (alone.length > 0) return { length, spellings: alone }
  }
  return null
}

function decide(spellings: Spelling[], superior: Division | null, before: Division | null): Division | null {
  const candidates = spellings.map((spelling) => spelling.division)
  if (superior) {
    const inside = highest(candidates.filter((division) => isInside(division, superior)))
    if (inside.length === 1) return inside[0]
  }
  const siblings = before ? candidates.filter((division) => division.level === before.level && division.parent === before.parent && division !== before) : []
  if (siblings.length === 1) return siblings[0]
  const top = highest(candidates)
  if (top.length === 1) return top[0]
  if (before) {
    const neighbours = highest(candidates.filter((division) => division.code.slice(0, 2) === before.code.slice(0, 2)))
    if (neighbours.length === 1) return neighbours[0]
  }
  return null
}

function highest(candidates: Division[]): Division[] {
  const level = Math.min(...candidates.map((division) => division.level))
  return candidates.filter((division) => division.level === level)
}

/** Whether `inner` lies in `outer`, and is not `outer` itself. */
export function isInside(inner: Division, outer: Division): boolean {
  for (let division = inner.parent; division; division = division.parent) if (division === outer) return true
  return false
}
