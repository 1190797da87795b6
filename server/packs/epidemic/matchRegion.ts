import { type Division, divisions } from './divisions.ts'
import { findPlaces, isInside } from './findPlaces.ts'

/** What a text about somebody's way affirms: the places, and the words that are left once denials are taken out. */
export interface PlacesOfText {
  /** Places that the text says somebody was in, most specific only, in order. */
  places: Division[]
  /** The text without its denied parts, for list entries that are no division (a foreign country). */
  affirmed: string
}

const BEEN = '途经|途径|途中经过|经停|经过|路过|中转|转车|去过|到过|来过|去|到|经|往返|出入|接触|旅居'
const TRAVEL = `${BEEN}|停留|逗留`
const NOT = '未|没有|没|无|不|非|否认|从未|从没|并未|均未|都未'
/** Stands right before a place: 未途经…, 没有去过…, 无…旅居史, 不是…, 非…. Fillers may come between. */
const DENIAL_BEFORE = new RegExp(
  `(?:${NOT})(?:有|曾|在|从|是|近期|近14天|14天内|任何|境内|境外|国内|国外|外省|重点|疫情|疫区|高风险|中高风险|地区|等|及|或|和|、)*` +
  `(?:${TRAVEL})?(?:过|任何|重点|疫情|疫区|高风险|中高风险|地区|等|如|[(:“「"]|及|或|和|、)*$`)
/** Ends a clause and denies what it names: 湖北:无, 是否途经湖北?否, 武汉没去过, 湖北旅居史无. Who did not stop there came through (途经湖北未停留). */
const DENIAL_BEHIND = new RegExp(`(?:^|[:?\\s([]|史|过)(?:无|否|没有|没|均无|均否)[)\\]]?$|(?:未|没|没有|不|从未|未曾|不曾)(?:${BEEN})过?[)\\]]?$`)
/** Not a denial although it holds one of its characters: whoever is not sure may have been there. */
const UNSURE = /不确定|不清楚|不知|不详|不明|未知|说不清|是否|有没有|有无|不排除|不但|不仅|不止|非但|未必|无法/g
/** A list goes on: what holds for the place before holds for the next (湖北、河南及安徽). */
const LIST_GOES_ON = /^[\s、·\-—/\\省市县区州]*(?:和|及|与|或|跟|以及|或者|还有)?[\s等]*$/
const CLAUSE_END = /([,;。.!\n\r\t|+]|(?<=\S)\s+(?=\S))/
/** Turns what was said before: 温州去过但湖北没去过. */
const TURN = /(?=但是?|只是|仅|而是|却|倒是)/

/**
 * The places a text affirms. A denial (未途经…, 无, 没去过…, …:否) matches nothing and reaches no farther than its own
 * statement, so 「未途经湖北,途经温州」 still names 温州. In doubt a place counts: a wrong orange is heard of, a missing one is not.
 */
export function placesOfText(text: string): PlacesOfText {
  const places: Division[] = []
  const affirmed: string[] = []
  const clean = text.normalize('NFKC').replace(/\s*([:?])\s*/g, '$1').trim()
  let superior = ''
  // Odd parts are the marks between clauses: only a blank lets a superior stand right before (湖北 武汉 江夏).
  clean.split(CLAUSE_END).forEach((part, index, parts) => {
    if (index % 2 === 1 || !part) return
    const before = index > 0 && /\S/.test(parts[index - 1]) ? `${superior};` : `${superior} `
    for (const statement of part.split(TURN)) {
      if (!statement) continue
      const read = readStatement(statement, superior ? before : '')
      places.push(...read.places)
      affirmed.push(read.affirmed)
      if (read.lastName) superior = read.lastName
    }
  })
  return { places: mostSpecific(places), affirmed: affirmed.join(' ') }
}

/** `before` is the place last named with the mark behind it: it decides names in this statement, but is not found again. */
function readStatement(statement: string, before: string): PlacesOfText & { lastName: string } {
  const offset = before.length
  const hits = findPlaces(before + statement, divisions())
    .filter((hit) => hit.start >= offset)
    .map((hit) => ({ division: hit.division, start: hit.start - offset, end: hit.end - offset }))
  const sayings = maskUnsure(statement)
  let denied = false
  let from = 0
  const kept: typeof hits = []
  let affirmed = ''
  for (const hit of hits) {
    const gap = sayings.slice(from, hit.start)
    const goesOn = from > 0 && LIST_GOES_ON.test(gap)
    if (!goesOn) denied = DENIAL_BEFORE.test(gap)
    if (!denied) {
      kept.push(hit)
      affirmed += statement.slice(from, hit.end)
    }
    from = hit.end
  }
  const rest = sayings.slice(from)
  const lastName = hits.findLast((hit) => hit.division)?.division?.name ?? ''
  if (DENIAL_BEHIND.test(rest)) return { places: [], affirmed: '', lastName }
  if (hits.length === 0) {
    const isDenial = new RegExp(`^(?:${NOT})`).test(rest)
    return { places: [], affirmed: isDenial ? '' : statement, lastName }
  }
  return {
    places: kept.flatMap((hit) => (hit.division ? [hit.division] : [])),
    affirmed: denied ? affirmed : affirmed + statement.slice(from),
    lastName,
  }
}

const maskUnsure = (statement: string): string => statement.replace(UNSURE, (word) => '_'.repeat(word.length))

/** 湖北武汉 names one place, not two. */
function mostSpecific(places: Division[]): Division[] {
  const unique = [...new Set(places)]
  return unique.filter((place) => !unique.some((other) => isInside(other, place)))
}

/** Whether a place lies in a region, or is it. */
export function matchRegion(place: Division, region: Division): boolean {
  return place === region || isInside(place, region)
}
