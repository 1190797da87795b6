import type { RunningService } from '../createService.ts'
import type { AlertRow } from '../feeds/alert/alertRow.ts'
import { DEMO_AUTHOR } from './demoAuthor.ts'

/** Of so many alerts one turns out to be none. */
const FALSE_ALARM_EVERY = 7
const ROWS_A_BATCH = 900

/** What the schools of the demo did by the evening with the alerts of that day: verified and closed, one in seven a false alarm. */
export async function closeAlerts(service: RunningService): Promise<void> {
  await service.school.alerts.settled()
  const { alertBook } = service.desk.context.known()
  const rows = alertBook.alerts.flatMap(({ key, now }, index): AlertRow[] =>
    now.state === 'closed' ? [] : [{ act: 'verify', alert: key, verdict: index % FALSE_ALARM_EVERY === 0 ? 'false-alarm' : 'true' }, { act: 'close', alert: key }])
  for (let i = 0; i < rows.length; i += ROWS_A_BATCH) await service.desk.context.accept('alert', rows.slice(i, i + ROWS_A_BATCH), DEMO_AUTHOR)
}
