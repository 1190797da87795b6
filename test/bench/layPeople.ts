import { createIdentitySource } from '../../geodata/town/createIdentitySource.ts'
import { createRandom } from '../../geodata/town/createRandom.ts'
import type { HouseholdRow, LedgerRow, ResidentRow } from '../../server/feeds/rows.ts'
import type { TestService } from '../fixtures/createTestService.ts'

const PEOPLE = 140_000
const COMMITTEES = 32
const BUILDINGS_EACH = 93
const UNITS_EACH = 17
const BATCH = 2000
/** One in so many people is also in a register of returns, so that both ways of living somewhere are walked. */
const REPORTED_EACH = 4

export interface BenchPerson { name: string; phone: string; idNumber: string; home: BenchHome }
interface BenchHome { committee: string; compound: string; building: string; room: string }

/** A street of 140,000 people in 50,592 homes, through the pipeline. `stateOf`: what the register of returns says of the nth of those in it; all stayed when absent. */
export async function layPeople(test: TestService, stateOf: (index: number) => Pick<HouseholdRow, 'state' | 'origin' | 'returnedOn'> = () => ({ state: 'stayed' })): Promise<BenchPerson[]> {
  const random = createRandom(20200215, 'search bench')
  const identities = createIdentitySource(random)
  const homes: BenchHome[] = []
  for (let committee = 1; committee <= COMMITTEES; committee++) {
    for (let building = 1; building <= BUILDINGS_EACH; building++) {
      for (let unit = 0; unit < UNITS_EACH; unit++) {
        homes.push({ committee: `云川第${committee}居委会`, compound: `云川${committee}村`, building: `${building}号`, room: `${1 + Math.floor(unit / 2)}0${1 + (unit % 2)}` })
      }
    }
  }
  const people: BenchPerson[] = []
  for (let person = 0; person < PEOPLE; person++) {
    const sex = person % 2 === 0 ? 'male' : 'female'
    people.push({
      name: identities.surname() + identities.givenName(sex), phone: identities.phone(),
      idNumber: identities.idNumber(`19${String(40 + (person % 60)).padStart(2, '0')}${String(1 + (person % 12)).padStart(2, '0')}${String(1 + (person % 28)).padStart(2, '0')}`, sex), home: homes[person % homes.length],
    })
  }
  await acceptAll<LedgerRow>(test, 'units', homes.map((home) => ({ ...home, tenure: 'owned' })))
  await acceptAll<ResidentRow>(test, 'residents', people.map(({ home, ...identity }) => ({ ...home, ...identity })))
  await acceptAll<HouseholdRow>(test, 'household', people.filter((_, index) => index % REPORTED_EACH === 0)
    .map(({ home: { compound, building, room }, ...identity }, index) => ({ registeredOn: '2020-02-15', compound, building, room, ...identity, ...stateOf(index) })))
  return people
}

async function acceptAll<Row>(test: TestService, kind: 'units' | 'residents' | 'household', rows: Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const { rejected } = await test.service.accept(kind, rows.slice(from, from + BATCH), 'bench')
    if (rejected.length > 0) throw new Error(`${kind}: ${rejected[0].code}`)
  }
}
