import { existsSync, readFileSync } from 'node:fs'
import { createRegions } from '../../../server/desk/regions/createRegions.ts'
import { createTestService } from '../../fixtures/createTestService.ts'
import type { BenchRow } from '../benchRow.ts'
import { layPeople } from '../layPeople.ts'

const RUNS = 7
/** Until it ends, no wall ticks and nobody is answered. */
const MOST_STOP_MS = 50
const ORIGINS = ['湖北武汉', '浙江温州', '江苏南京', '安徽合肥', '浙江杭州']
/** As the list grew in those weeks; a third of those who came back change colour. */
const LINES = [{ region: '湖北', level: 'key', from: '2020-01-27' }, { region: '温州', level: 'concern', from: '2020-02-04' }, { region: '杭州', level: 'concern', from: '2020-02-05' }]

/** What a change of the region list would recolour, in a street of 140,000 people: how long everything else waits meanwhile. */
export async function runPreviewBench(): Promise<BenchRow[]> {
  const test = await createTestService({ day: '2020-02-16' })
  try {
    await layPeople(test, (index) => (index % 2 === 0 ? { state: 'stayed' } : { state: 'returned', origin: ORIGINS[index % ORIGINS.length], returnedOn: `2020-02-${String(3 + (index % 12)).padStart(2, '0')}` }))
    const { desk } = test.service
    desk.context.live()
    const regions = createRegions(desk)
    const user = { id: 'a0', login: '', name: '', role: '', permissions: new Set<never>(), scope: { places: ['all'], schools: [] } }
    const stops: Stop[] = []
    const whole: number[] = []
    let recoloured = 0
    for (let run = 0; run < RUNS; run++) {
      const from = performance.now()
      stops.push(await longestStopDuring(async () => { recoloured = (await regions.preview(user, LINES, 'en')).people }))
      whole.push(performance.now() - from)
    }
    if (recoloured === 0) throw new Error('preview: nothing would change')
    const work = Math.max(...stops.map(({ workMs }) => workMs))
    const list = (values: number[]): string => values.map((value) => value.toFixed(0)).join(' ')
    return [
      { part: 'preview', name: 'a changed region list looked at: longest stop of the server', value: work, unit: 'ms', limit: MOST_STOP_MS, ok: work <= MOST_STOP_MS, note: `${RUNS} runs; on the clock ${list(stops.map(({ clockMs }) => clockMs))}` },
      { part: 'preview', name: 'the whole of it', value: whole.sort((a, b) => a - b)[RUNS >> 1], unit: 'ms', limit: null, ok: true, note: `${recoloured} people would change colour` },
    ]
  } finally {
    await test.remove()
  }
}

/** Between two turns of the event loop: by the clock, and what the thread itself worked (the same where the system does not tell). */
interface Stop { clockMs: number; workMs: number }

const THREAD = '/proc/thread-self/schedstat'
/** Nanoseconds on a processor come first. */
const workedMs = existsSync(THREAD) ? (): number => Number(readFileSync(THREAD, 'utf8').split(' ')[0]) / 1e6 : (): number => performance.now()

async function longestStopDuring(work: () => Promise<void>): Promise<Stop> {
  const longest: Stop = { clockMs: 0, workMs: 0 }
  let isRunning = true
  let [clock, worked] = [performance.now(), workedMs()]
  const turn = (): void => {
    const [clockNow, workedNow] = [performance.now(), workedMs()]
    longest.clockMs = Math.max(longest.clockMs, clockNow - clock)
    longest.workMs = Math.max(longest.workMs, workedNow - worked)
    clock = clockNow
    worked = workedNow
    if (isRunning) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  isRunning = false
  turn()
  return longest
}
