import { createDeskFeed } from '../createDeskFeed.ts'
import { NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

/** A note on a unit (DeskReport, kind `note`). Its words are in the vault only. */
export const noteFeed = createDeskFeed('note', { 'zh-CN': '备注', en: 'Notes' }, ({ row, problems, aside }) => {
  aside.keep('note', readText(row, 'note', NOTE_LENGTH, true, problems))
  return {}
})
