/** Places, statuses, tags, counters: the words both ends share. Everything a browser needs of a pack is data here. */

export const PROTOCOL_VERSION = 1

/** A status byte that stands for "no unit here": a storey of shops, a building whose ledger has not come yet. */
export const NO_STATUS = 255

export type Locale = 'zh-CN' | 'en'
export const LOCALES: readonly Locale[] = ['zh-CN', 'en']
export type Wording = Record<Locale, string>

/** Any depth, any vocabulary: the kinds below are those the engine itself has something to do with. */
export type NodeKind =
  | 'district' | 'subdistrict' | 'committee' | 'compound' | 'building'
  | 'bureau' | 'campus'

/** One status of a pack. Its index in `PackDescription.statuses` is its code and its byte on the wire. */
export interface StatusDescription {
  key: string
  /** Short name (a legend's first line) and the smaller line below it; the second may be empty. */
  name: Wording
  detail: Wording
  /** A sign that is not a colour: one character, and a hatch drawn over the fill. */
  glyph: string
  hatch: 'none' | 'diagonal' | 'cross' | 'dots' | 'horizontal' | 'vertical'
  /** `#rrggbb` on the wall's dark ground and on a light one. */
  colorOnDark: string
  colorOnLight: string
  /** Higher is worse: the worst of several wins on a roof and on a storey. */
  severity: number
  /** From far away a building takes its roof's status only if that is loud, else its commonest. */
  loud: boolean
}

export interface TagDescription {
  key: string
  name: Wording
  /** For the little room in a cell: 3 characters in Chinese, 6 in English. Absent: the name says it in that. */
  short?: Wording
}

/**
 * A column of the figures. `of` says what is counted: buildings that stand, units or people of a status, units with a tag,
 * pupils of today's roster by what is known of them, or open tasks of a kind.
 */
export type CounterSource =
  | { of: 'buildings' }
  | { of: 'units' }
  | { of: 'unit-status'; status: string }
  | { of: 'unit-tag'; tag: string }
  | { of: 'people' }
  | { of: 'person-status'; status: string }
  | { of: 'pupils'; which: 'roster' | 'reported' | 'on-time' | 'late' | 'abnormal' }
  | { of: 'tasks'; kind: string }

export interface CounterDescription {
  key: string
  source: CounterSource
  /** The lowest nodes that have this counter; pupils are never counted by building on a wall. */
  lowest: 'building' | 'committee'
  /** Of pupils, by where they live: fewer than this are sent as 0, since they could point at one child. Campuses are told whole. */
  leastByHome?: number
}

/** A figure made of counters: a share when there is a denominator, a count when there is none. */
export interface MeasureDescription {
  key: string
  name: Wording
  numerator: string[]
  denominator: string[] | null
  /** Which nodes carry it on the map: committees (by home) or campuses (by school), or single buildings. */
  on: ('committee' | 'campus' | 'building')[]
  /** Whether a high value is what one hopes for (a reporting rate) or what one works off (not reached). */
  goodWhen: 'high' | 'low'
  /** Groups smaller than this are not shown, so that nobody can be made out. */
  leastGroup: number
  /** As a density it is counted by home, in cells of at least `leastGroup`, and not by node. */
  byHome?: 'abnormal-pupils'
}

/** The rows of the wall's panels that are data of the pack. */
export interface WorkDescription {
  /** Counters that add up to "left to do", in the order in which they are drawn. */
  counters: string[]
  name: Wording
}

/** What the browser gets of a pack, as checked JSON. */
export interface PackDescription {
  id: string
  name: Wording
  statuses: StatusDescription[]
  tags: TagDescription[]
  counters: CounterDescription[]
  measures: MeasureDescription[]
  /** Absent: campuses have no ring. A share of each campus as a ring on the map, and a number inside it. */
  rings?: { measure: string; count: string; countName: Wording }
  /** "Left to do": one line per counter, and committees are ranked by their sum. */
  work: { counter: string; name: Wording; /** Counted already by that line: not added to the sum. */ within?: string }[]
  /** True when the pack follows a roster of pupils (reporting rate, curve, cut-off). */
  followsRoster: boolean
}
