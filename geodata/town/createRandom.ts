/** Repeatable chance. Every purpose draws from its own stream, so that tuning one part of the town moves no other. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number
  between(low: number, high: number): number
  /** Both ends included. */
  integer(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  weighted<T>(list: readonly (readonly [T, number])[]): T
  /** Bell-shaped, never further than 3.5 deviations out. */
  normal(mean: number, deviation: number): number
  /** In place. */
  shuffle<T>(list: T[]): T[]
}

/** sfc32, seeded by `seed` and the words of `purpose`. */
export function createRandom(seed: number, purpose: string): Random {
  let mixed = (seed ^ 0x9e3779b9) >>> 0
  const stir = (value: number): number => {
    mixed = Math.imul(mixed ^ value, 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^= mixed >>> 16) >>> 0
  }
  for (let at = 0; at < purpose.length; at++) stir(purpose.charCodeAt(at) + at * 131)
  let a = stir(1), b = stir(2), c = stir(3), d = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let warm = 0; warm < 12; warm++) next()

  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(list.length * next())],
    weighted: (list) => {
      let total = 0
      for (const entry of list) total += entry[1]
      let left = total * next()
      for (const entry of list) {
        left -= entry[1]
        if (left < 0) return entry[0]
      }
      return list[list.length - 1][0]
    },
    // Twelve uniforms and no logarithm or cosine: engines may differ in the last bit of those.
    normal: (mean, deviation) => {
      let sum = -6
      for (let draw = 0; draw < 12; draw++) sum += next()
      return mean + deviation * Math.max(-3.5, Math.min(3.5, sum))
    },
    shuffle: (list) => {
      for (let at = list.length - 1; at > 0; at--) {
        const other = Math.floor((at + 1) * next())
        const kept = list[at]
        list[at] = list[other]
        list[other] = kept
      }
      return list
    },
  }
}
