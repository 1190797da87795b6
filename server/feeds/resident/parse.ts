import { createDeskFeed } from '../createDeskFeed.ts'
import { readResidence } from '../residents/readResidence.ts'

/**
 * One line of the register of residents, written at the desk (DeskReport, kind `resident`); logged as the register's own
 * lines are. With both `person` and `newPerson` it corrects how a known person is called and reached.
 */
export const residentFeed = createDeskFeed(
  'resident', { 'zh-CN': '居民登记', en: 'Register of residents' },
  ({ row, context, problems, aside }) => readResidence(row, context, problems, aside),
  { personRequired: () => true, corrects: true },
)
