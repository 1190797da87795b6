import { PAPERS } from '../../protocol/desk.ts'
import { createDeskFeed } from '../createDeskFeed.ts'
import { readChoice } from '../rowChecks/readChoice.ts'

/** A paper was handed out (DeskReport, kind `paper`). Body: `{paper}`. */
export const paperFeed = createDeskFeed('paper', { 'zh-CN': '文书发放', en: 'Papers handed out' }, ({ row, problems }) => ({ paper: readChoice(row, 'paper', PAPERS, true, problems) }))
