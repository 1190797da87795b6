import { DECISIONS, DIRECTIONS, SITES } from '../feeds/gate/parse.ts'
import { CONDITIONS, HEALTH_CODES, STATES } from '../feeds/household/parse.ts'
import { GATE_REASONS } from '../protocol/gate.ts'

const text = { type: 'string' } as const
const day = { type: 'string', format: 'date', example: '2020-02-15' } as const
const instant = { type: 'string', format: 'date-time', example: '2020-04-13T06:41:07+08:00' } as const
const yes = { type: 'boolean' } as const
const celsius = { type: 'number', example: 36.5 } as const
const choice = (values: readonly string[]): Record<string, unknown> => ({ type: 'string', enum: [...values] })
const id = { ...text, description: 'A row id sent twice counts once.' }

const address = { committee: text, compound: text, building: text, room: text }
const person = { name: text, idNumber: text, phone: text }

/** The rows of the common feeds for the description of the interface (rows.ts says the same in TypeScript). A pack's own feeds are rows of any fields. */
export const FEED_ROW_SCHEMAS: Record<string, { required: string[]; properties: Record<string, unknown> }> = {
  household: {
    required: ['registeredOn', 'compound', 'building', 'room', 'state'],
    properties: {
      id, registeredOn: day, ...address, ...person, state: choice(STATES), origin: text, transit: text, departedOn: day, transport: text, returnedOn: day, releasedOn: day,
      condition: choice(CONDITIONS), healthCode: choice(HEALTH_CODES), note: text,
    },
  },
  school: {
    required: ['submittedAt', 'school', 'class', 'studentNo', 'name', 'temperatureCelsius', 'symptoms'],
    properties: {
      id, submittedAt: instant, school: text, class: text, studentNo: text, name: text, temperatureCelsius: celsius, symptoms: { type: 'array', items: text },
      healthCode: choice(HEALTH_CODES), travelled: yes,
      household: { type: 'array', items: { type: 'object', properties: { relation: text, healthCode: choice(HEALTH_CODES), travelled: yes, travelledTo: text } } }, note: text,
      symptomsSince: day, travelledTo: text, whereNow: choice(['home', 'school', 'elsewhere']), regionNow: text, contact: choice(['none', 'region', 'suspected', 'confirmed']),
      by: choice(['parent', 'teacher', 'pupil', 'import', 'gate']), device: choice(['forehead', 'armpit', 'ear', 'thermal']), form: text, answers: { type: 'object', additionalProperties: true }, asideAnswers: { type: 'object', additionalProperties: text },
    },
  },
  gate: {
    required: ['measuredAt', 'device', 'school', 'studentNo'],
    properties: {
      id, measuredAt: instant, device: text, school: text, studentNo: { ...text, description: 'Or a card; a temperature may come without either.' }, card: text, student: text, direction: choice(DIRECTIONS), temperatureCelsius: celsius, site: choice(SITES),
      second: yes, decision: choice(DECISIONS), reason: choice(GATE_REASONS), deviceAt: { type: 'integer' },
    },
  },
  verification: {
    required: ['issuedOn', 'list', 'compound', 'building', 'room'],
    properties: { id, issuedOn: day, list: text, ...address, ...person, dueOn: day, answer: choice(['found', 'not-here', 'moved', 'wrong-number']), note: text },
  },
}
