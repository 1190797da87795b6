import { VISIT_FINDINGS } from '../../protocol/desk.ts'
import { createDeskFeed } from '../createDeskFeed.ts'
import { readChoice } from '../rowChecks/readChoice.ts'

/**
 * What was found at a door (DeskReport, kind `visit`), about the unit as a whole. Body: `{found}`. It is no report of
 * whereabouts: somebody at home may have come back yesterday, so it has no state that could colour over another.
 */
export const visitFeed = createDeskFeed('visit', { 'zh-CN': '上门走访', en: 'Visits' }, ({ row, problems }) => ({ found: readChoice(row, 'found', VISIT_FINDINGS, true, problems) }))
