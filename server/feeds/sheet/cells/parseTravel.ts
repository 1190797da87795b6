import { FREE_LENGTH } from '../../rowChecks/readText.ts'
import { isPlaceholder } from '../../../merge/isPlaceholder.ts'
import { parseYesNo } from './parseYesNo.ts'

export interface Travel { travelled?: boolean; travelledTo?: string }

/** A yes that says nothing of where. */
const BARE_YES = /^(?:是的?|有过?|已?离沪|离开过?|外出过?|去过|到过|曾经?|y|yes|true|t|1|[√✓✔]|对)[。.!！]*$/i

/**
 * Who travelled, and where: `said` is what was answered to whether, `where` stands in a column of its own. Many write the
 * place where a yes was asked for (`去过武汉`, `湖北武汉`).
 */
export function parseTravel(said: string, where: string): Travel {
  const travelled = parseYesNo(said)
  if (travelled === false) return { travelled }
  const place = !isPlaceholder(where) && parseYesNo(where) !== false ? where : isPlaceholder(said) || BARE_YES.test(said.normalize('NFKC').trim()) ? '' : said
  if (place === '') return travelled === null ? {} : { travelled }
  return { travelled: true, travelledTo: place.slice(0, FREE_LENGTH) }
}
