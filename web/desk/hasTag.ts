import type { TagDescription } from '../../server/protocol/entities.ts'

/** True when the tag of that key is set; a key that the pack does not have never is. */
export function hasTag(word: number, key: string, tags: readonly TagDescription[]): boolean {
  const bit = tags.findIndex((tag) => tag.key === key)
  return bit >= 0 && (word & (1 << bit)) !== 0
}
