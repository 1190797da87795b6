import type { Layout } from '../../server/protocol/layout.ts'
import { placeLabel } from './placeLabel.ts'

/** Full-width digits and letters, blanks and case make no difference to somebody who types a house number. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** Places whose name holds every word of the query: committees before buildings, then in the layout's order. */
export function searchPlaces(layout: Layout, query: string, most: number): number[] {
  const words = query.normalize('NFKC').trim().split(/\s+/).map(fold).filter(Boolean)
  if (words.length === 0) return []
  const found: number[] = []
  const end = layout.head.nodes.length
  for (let node = 0; node < end && found.length < most; node++) {
    const label = fold(placeLabel(layout, node))
    if (words.every((word) => label.includes(word))) found.push(node)
  }
  return found
}
