import { idOf } from '../merge/opaqueId.ts'
import { CHECK_FLAG } from '../packs/checkFlags.ts'
import type { Observation, PersonResult } from '../packs/pack.ts'
import { dayToText, NO_DAY } from '../protocol/day.ts'
import type { ObservationView, PersonView } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'
import { maskIdNumber } from '../privacy/maskIdNumber.ts'
import { maskName } from '../privacy/maskName.ts'
import { maskPhone } from '../privacy/maskPhone.ts'
import { ageOf } from './ageOf.ts'
import type { DeskContext } from './deskContext.ts'
import { reasonView } from './reasonView.ts'
import { releasedOn } from './releasedOn.ts'

export const dayText = (day: number): string | null => (day === NO_DAY ? null : dayToText(day))

/** Where somebody stands in an observation, as the pages say it. */
export function observationView(context: DeskContext, observation: Observation | null): ObservationView | null {
  if (!observation) return null
  return { day: observation.day, of: context.pack.desk!.observationDays, arrivedOn: dayToText(observation.arrival), dueOn: dayToText(observation.dueOn), isDue: observation.isDue }
}

/** Somebody of a unit. Masked unless `shown`; the caller has written the audit entry then. */
export function personView(context: DeskContext, person: number, unit: number, student: number, shown: boolean, locale: Locale): PersonView {
  const known = context.known()
  const { registers } = known
  const record = context.store.vault.person(person) ?? { name: '', phone: '', idNumber: '' }
  const residence = known.residents.ofPerson(person)
  const view = context.live().explainPerson(person)
  const result: PersonResult | null = view?.result ?? null
  const today = context.today()
  const isHere = residence?.unit === unit
  return {
    id: idOf('p', person), name: shown ? record.name : maskName(record.name),
    phone: record.phone ? (shown ? record.phone : maskPhone(record.phone)) : null,
    idNumber: record.idNumber ? (shown ? record.idNumber : maskIdNumber(record.idNumber)) : null,
    shown, age: ageOf(record.idNumber, today),
    relation: isHere ? residence.relation || null : null, from: isHere ? dayText(residence.from) : null, to: isHere ? dayText(residence.to) : null,
    status: result?.status ?? null, tags: result?.tags ?? 0, reason: result ? reasonView(context, result.reason, locale) : null,
    observation: result ? observationView(context, context.pack.desk?.observe(result, today) ?? null) : null,
    whereabouts: whereaboutsOf(context, person), releasedOn: dayText(releasedOn(context, person) ?? NO_DAY),
    pupil: student < 0 ? null : {
      school: registers.campuses[registers.studentCampus.values[student]]?.name ?? '', class: registers.texts.textOf(registers.studentClass.values[student]),
      ...checkToday(context, student),
    },
    lives: view?.unit === unit,
  }
}

/** What the newest report that says where the person is says; texts in full from the vault when the log had to cut them. */
function whereaboutsOf(context: DeskContext, person: number): PersonView['whereabouts'] {
  const { people } = context.known()
  const rows = people.rowsOf(person, context.today(), 0xffffffff, [])
  for (let i = rows.length - 1; i >= 0; i--) {
    const entry = context.store.entryAt(people.seq.values[rows[i]])
    const body = entry?.body
    if (!entry || !body || typeof body.state !== 'string' || body.state === 'unreached') continue
    const cells = context.store.vault.cellsAt(entry.seq)?.cells
    const text = (field: string): string => (typeof body[field] === 'string' ? (body[field] as string) : '')
    const day = (field: string): string | null => (typeof body[field] === 'number' ? dayToText(body[field] as number) : null)
    return { state: body.state, origin: text('origin'), transit: text('transit'), departedOn: day('departedOn'), returnedOn: day('returnedOn'), transport: cells?.transport ?? null, releasedOn: day('releasedOn') }
  }
  return null
}

function checkToday(context: DeskContext, student: number): { reportedToday: boolean; abnormal: boolean } {
  const { checks } = context.known()
  const [newest] = checks.newestOf(new Set([student]), context.today(), 1)
  return { reportedToday: newest !== undefined, abnormal: newest !== undefined && (newest.flags & CHECK_FLAG.ABNORMAL) !== 0 }
}
