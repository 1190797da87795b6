import { environment } from './rules/environment.mjs'
import { eventLiterals } from './rules/eventLiterals.mjs'
import { importDoors } from './rules/importDoors.mjs'
import { namedThings } from './rules/namedThings.mjs'
import { pureFolders } from './rules/pureFolders.mjs'

/** ESLint plugin: the layout of the design page as rules. Each message names the right place to go. */
export const architecture = {
  meta: { name: 'architecture' },
  rules: {
    'import-doors': importDoors,
    'pure-folders': pureFolders,
    'event-literals': eventLiterals,
    environment,
    'named-things': namedThings,
  },
}
