import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createReach, type Reach } from '../../../server/desk/createReach.ts'
import { createSearch, MOST_HITS } from '../../../server/desk/search/createSearch.ts'
import { readingsOf } from '../../../server/desk/search/readingsOf.ts'
import { idOf } from '../../../server/merge/opaqueId.ts'
import { createTestService } from '../../fixtures/createTestService.ts'
import type { BenchRow } from '../benchRow.ts'
import { type BenchPerson, layPeople } from '../layPeople.ts'
import { measureTyping } from './measureTyping.ts'

/** Questions of each kind: half from the whole street, half from one committee. */
const ROUNDS = 40
const LIMIT_MS = 100
/** Texts of each kind that are typed into the box itself. */
const TYPED_EACH = 5

/** 140,000 people in memory; every kind of question, from the call to the lines of the answer, and from the keystroke to the first line on the screen. Needs a Chromium. */
export async function runSearchBench(): Promise<BenchRow[]> {
  const test = await createTestService()
  const people = await layPeople(test)
  const { context } = test.service.desk
  context.live()
  let sliceFrom = 0
  let longestSlice = 0
  const search = createSearch(context, () => {
    longestSlice = Math.max(longestSlice, performance.now() - sliceFrom)
    return new Promise((resolve) => setImmediate(() => {
      sliceFrom = performance.now()
      resolve()
    }))
  })
  collectGarbage()
  const before = process.memoryUsage()
  const startedAt = sliceFrom = performance.now()
  await search.prepare()
  const buildMs = performance.now() - startedAt
  collectGarbage()
  const after = process.memoryUsage()

  const pinyinPackage = await import('pinyin-pro')
  // Of two readings the first will do: it only has to be one that people type.
  const spell = (name: string, take: (reading: string) => string): string => [...name].map((character) => take(readingsOf(character, pinyinPackage)[0] ?? character)).join('')
  const initial = (reading: string): string => reading.slice(0, 1)
  const whole = (reading: string): string => reading
  const { registers } = context.known()
  const street = createReach(registers, context.world(), { places: ['all'], schools: [] })
  const committee = createReach(registers, context.world(), { places: [idOf('n', registers.places.findIndex(({ kind }) => kind === 'committee'))], schools: [] })
  const kinds: Record<string, (person: BenchPerson) => string> = {
    'whole name': ({ name }) => name,
    'surname and one character': ({ name }) => name.slice(0, 2),
    'pinyin': ({ name }) => spell(name, whole),
    'pinyin of a surname': ({ name }) => spell(name.slice(0, 1), whole),
    'initials': ({ name }) => spell(name, initial),
    'two letters': ({ name }) => spell(name, initial).slice(0, 2),
    'whole phone': ({ phone }) => phone,
    'four digits of a phone': ({ phone }) => phone.slice(5, 9),
    'digits that every phone has': () => '100',
    'digits that every phone begins with': ({ phone }) => phone.slice(0, 4),
    'last four of the identity number': ({ idNumber }) => idNumber.slice(-4),
    'whole identity number': ({ idNumber }) => idNumber,
    'name and four digits': ({ name, phone }) => `${name} ${phone.slice(-4)}`,
    'address': ({ home }) => `${home.compound}${home.building}${home.room}室`,
    'address in another spelling': ({ home }) => `上海市浦东新区${home.compound} ${home.building.replace('号', '幢')} 0${home.room}`,
    'address without its compound': ({ home }) => `${home.building}${home.room}`,
    'house': ({ home }) => `${home.compound}${home.building}`,
    'compound': ({ home }) => home.compound,
    'compound by its initials': ({ home }) => spell(home.compound, initial),
    'what nobody is called': () => 'zzzzzzzzzzzzzzzzzzzz',
  }
  const times: number[] = []
  const worst = { kind: '', ms: 0 }
  const ask = async (kind: string, text: string, reach: Reach): Promise<void> => {
    const at = performance.now()
    const hits = await search.search(text, () => reach)
    const ms = performance.now() - at
    times.push(ms)
    if (ms > worst.ms) Object.assign(worst, { kind, ms })
    if (hits.length > MOST_HITS) throw new Error('more lines than allowed')
    if (reach.hasEverything && hits.length === 0 && !kind.startsWith('what nobody') && !kind.startsWith('digits that every phone has')) throw new Error(`nothing found by ${kind}`)
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, textOf] of Object.entries(kinds)) {
      const person = people[(round * 7919 + kind.length * 104_729) % people.length]
      await ask(kind, textOf(person), round % 2 === 0 ? street : committee)
      // Other work gets its turn, as between two requests; what it takes is not the search's time.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  search.close()
  const typed = Object.entries(kinds).filter(([kind]) => !kind.startsWith('what nobody') && !kind.startsWith('digits that every phone has'))
    .flatMap(([, textOf], kind) => Array.from({ length: TYPED_EACH }, (_, round) => textOf(people[(round * 104_729 + kind * 7919) % people.length])))
  const typing = await measureTyping(test, typed)
  const typedP95 = typing[Math.floor(typing.length * 0.95)]
  await test.remove()
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(Math.floor(times.length * share), times.length - 1)]
  const told = (name: string, value: number, unit: string, note?: string): BenchRow => ({ part: 'search', name, value, unit, limit: null, ok: true, note })
  return [
    told('people', people.length, 'people'),
    told('making ready at first use', buildMs, 'ms', 'in slices'),
    told('longest slice of that', longestSlice, 'ms'),
    told('its memory, dictionary included', (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6, 'MB'),
    told('process after it (RSS)', after.rss / 1e6, 'MB', 'with town and log'),
    told('answer, p50', at(0.5), 'ms', `${times.length} questions of ${Object.keys(kinds).length} kinds`),
    { part: 'search', name: 'answer, p99', value: at(0.99), unit: 'ms', limit: LIMIT_MS, ok: at(0.99) <= LIMIT_MS },
    { part: 'search', name: 'keystroke to first line in the browser, p95', value: typedP95, unit: 'ms', limit: LIMIT_MS, ok: typedP95 <= LIMIT_MS, note: `${typing.length} texts, median ${typing[typing.length >> 1].toFixed(0)}, slowest ${typing.at(-1)!.toFixed(0)}` },
    { part: 'search', name: 'answer, slowest', value: worst.ms, unit: 'ms', limit: LIMIT_MS, ok: worst.ms <= LIMIT_MS, note: worst.kind },
  ]
}

/** What the laying of the town left behind is not the search's. */
function collectGarbage(): void {
  setFlagsFromString('--expose_gc')
  ;(runInNewContext('gc') as () => void)()
}
