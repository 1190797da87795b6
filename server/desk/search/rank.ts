/** How well something fits what was typed; lower is better. Initials (`wxh`) stand behind what is spelled out. */
export const Rank = {
  None: 0,
  Exact: 1,
  Prefix: 2,
  /** The last syllable is only begun: 刘 for `li`. */
  Begun: 3,
  Initials: 4,
  InitialsPrefix: 5,
  Inside: 6,
  InitialsInside: 7,
} as const

export const WORST_RANK = Rank.InitialsInside

/** Both must fit: the worse of the two, or None when one does not. */
export const bothRanks = (a: number, b: number): number => (a === Rank.None || b === Rank.None ? Rank.None : Math.max(a, b))

/** Either fits: the better of the two. */
export const eitherRank = (a: number, b: number): number => (a === Rank.None ? b : b === Rank.None ? a : Math.min(a, b))
