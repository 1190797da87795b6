import type { Feed } from '../../packs/pack.ts'
import { SELF_REPORT_MARK } from '../../protocol/residents.ts'
import { createDeskFeed } from '../createDeskFeed.ts'
import { rowProblem } from '../reasons.ts'
import { readSettles } from '../rowChecks/readSettles.ts'
import { NAME_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

/**
 * A mark laid on a unit by hand, or taken off again (DeskReport, kind `mark`). Body: `{mark, on, settles?}`; the pack says
 * which marks there are. What a resident sent lays `self-report`: no hand lays it, and it is taken off for one self-report
 * at a time, which `settles` names.
 */
export const createMarkFeed = (marks: readonly string[]): Feed => createDeskFeed('mark', { 'zh-CN': '标签', en: 'Marks' }, ({ row, problems, aside }) => {
  const mark = readText(row, 'mark', NAME_LENGTH, true, problems)
  const settles = readSettles(row, problems)
  const isSelfReport = mark === SELF_REPORT_MARK
  if (mark !== '' && !isSelfReport && !marks.includes(mark)) problems.push(rowProblem('mark', 'unknown-value'))
  if (typeof row.on !== 'boolean') problems.push(rowProblem('on', 'not-a-boolean'))
  else if (isSelfReport && row.on) problems.push(rowProblem('on', 'unknown-value'))
  if (isSelfReport && settles === null && problems.length === 0) problems.push(rowProblem('settles', 'missing'))
  if (!isSelfReport && settles !== null) problems.push(rowProblem('settles', 'unknown-value'))
  aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
  return { mark, on: row.on, ...(settles !== null && { settles }) }
})
