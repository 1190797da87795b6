import { CALL_OUTCOMES } from '../../protocol/desk.ts'
import { createDeskFeed } from '../createDeskFeed.ts'
import { readChoice } from '../rowChecks/readChoice.ts'
import { NOTE_LENGTH, readText } from '../rowChecks/readText.ts'

/**
 * What came of a call (DeskReport, kind `call`). Body: `{outcome, state?}`: nobody answered or a wrong number is one more
 * try without reaching anybody; reached or refused says nothing about whereabouts by itself.
 */
export const callFeed = createDeskFeed('call', { 'zh-CN': '电话联系', en: 'Calls' }, ({ row, problems, aside }) => {
  const outcome = readChoice(row, 'outcome', CALL_OUTCOMES, true, problems)
  aside.keep('note', readText(row, 'note', NOTE_LENGTH, false, problems))
  return outcome === 'no-answer' || outcome === 'wrong-number' ? { outcome, state: 'unreached' } : { outcome }
})
