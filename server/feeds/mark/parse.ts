import type { Feed } from '../../packs/pack.ts'
import { createDeskFeed } from '../createDeskFeed.ts'
import { rowProblem } from '../reasons.ts'
import { NAME_LENGTH, NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

/** A mark laid on a unit by hand, or taken off again (DeskReport, kind `mark`). Body: `{mark, on}`; the pack says which marks there are. */
export const createMarkFeed = (marks: readonly string[]): Feed => createDeskFeed('mark', { 'zh-CN': '标签', en: 'Marks' }, ({ row, problems, aside }) => {
  const mark = readText(row, 'mark', NAME_LENGTH, true, problems)
  if (mark !== '' && !marks.includes(mark)) problems.push(rowProblem('mark', 'unknown-value'))
  if (typeof row.on !== 'boolean') problems.push(rowProblem('on', 'not-a-boolean'))
  aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
  return { mark, on: row.on }
})
