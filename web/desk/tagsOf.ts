import type { TagDescription } from '../../server/protocol/entities.ts'

/** The tags whose bits are set in a tag word, in the pack's order. */
export const tagsOf = (word: number, tags: readonly TagDescription[]): TagDescription[] => tags.filter((_, bit) => (word & (1 << bit)) !== 0)
