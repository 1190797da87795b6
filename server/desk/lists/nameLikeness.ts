import { normalizeCompound } from '../../merge/address/normalizeCompound.ts'
import { editDistance } from './editDistance.ts'

/** How much two names of compounds have in common: 0 nothing, 1 the same. Shared pairs of characters, a slip of the pen, or one within the other. */
export function nameLikeness(left: string, right: string): number {
  const a = normalizeCompound(left)
  const b = normalizeCompound(right)
  if (a === b) return 1
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 2 && long.includes(short)) return Math.max(0.6, short.length / long.length)
  const pairs = new Set(pairsOf(a))
  const others = pairsOf(b)
  const shared = pairs.size + others.length === 0 ? 0 : (2 * others.filter((pair) => pairs.has(pair)).length) / (pairs.size + others.length)
  return Math.max(shared, 1 - editDistance(a, b) / Math.max(long.length, 1))
}

const pairsOf = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
