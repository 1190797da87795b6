import type { FastifyInstance } from 'fastify'
import { userOf } from '../auth/userOf.ts'
import { readBody, readTextField } from '../auth/readBody.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { HttpProblem } from '../problems.ts'
import { readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'
import { answerSheetUpload } from './answerSheetUpload.ts'

/** A morning's queue of a tablet that was offline. */
const PASSES_LIMIT_BYTES = 1024 * 1024
const CARDS_LIMIT_BYTES = 2 * 1024 * 1024
const MOST_CARDS = 20_000
const SMALL_LIMIT_BYTES = 4096
const LONGEST_NAME = 60
const MOST_MINUTES = 240
type Campus = { Params: { id: string } }

/** The page at a school's gate, and the devices there. Scope is applied behind `service.gate`: what is out of reach is not found. */
export async function gateRoutes(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true } } as const
  const small = { ...hidden, bodyLimit: SMALL_LIMIT_BYTES } as const

  app.get('/api/v1/school/gates', hidden, async (request) => ({ campuses: service.gate.campuses(userOf(request)) }))
  app.get<Campus>('/api/v1/school/campuses/:id/gate', hidden, async (request) => service.gate.day(userOf(request), request.params.id) ?? failWith('unknown-school'))
  app.get<Campus>('/api/v1/school/campuses/:id/gate/news', hidden, async (request) => {
    const seq = Number(readParameter(request.query, 'seq') ?? 0)
    if (!Number.isSafeInteger(seq) || seq < 0) throw new HttpProblem('bad-query', { field: 'seq' })
    return service.gate.news(userOf(request), request.params.id, readParameter(request.query, 'version') ?? '', seq) ?? failWith('unknown-school')
  })
  app.post<Campus>('/api/v1/school/campuses/:id/gate/passes', { ...hidden, bodyLimit: PASSES_LIMIT_BYTES }, async (request) => {
    const { passes } = readBody(request.body, ['passes'])
    if (!Array.isArray(passes)) throw new HttpProblem('bad-body')
    return await service.gate.pass(userOf(request), request.params.id, passes, readerLocale(request.headers['accept-language'])) ?? failWith('unknown-school')
  })
  app.post<Campus>('/api/v1/school/campuses/:id/gate/cards/preview', { ...hidden, bodyLimit: CARDS_LIMIT_BYTES }, (request, reply) => answerSheetUpload(request, reply, 'cards', service.today(), (rows, locale) => {
    if (rows.length > MOST_CARDS) throw new HttpProblem('bad-body')
    return service.gate.planCards(userOf(request), request.params.id, rows, locale) ?? failWith('unknown-school')
  }))
  app.post<Campus>('/api/v1/school/campuses/:id/gate/cards', { ...hidden, bodyLimit: CARDS_LIMIT_BYTES }, async (request) => {
    const { cards } = readBody(request.body, ['cards'])
    if (!Array.isArray(cards) || cards.length > MOST_CARDS) throw new HttpProblem('bad-body')
    const read = cards.map((each) => {
      const { card, studentNo } = readBody(each, ['card', 'studentNo'])
      return { card: readTextField('card', card, LONGEST_NAME), studentNo: readTextField('studentNo', studentNo, LONGEST_NAME) }
    })
    return service.gate.putCards(userOf(request), request.params.id, read) ?? failWith('unknown-school')
  })
  app.put<Campus>('/api/v1/school/campuses/:id/gate/settings', small, async (request) => {
    const { silentAfterMinutes } = readBody(request.body, ['silentAfterMinutes'])
    if (typeof silentAfterMinutes !== 'number' || !Number.isInteger(silentAfterMinutes) || silentAfterMinutes < 1 || silentAfterMinutes > MOST_MINUTES) throw new HttpProblem('bad-body')
    return service.gate.setSilentAfter(userOf(request), request.params.id, silentAfterMinutes) ? { silentAfterMinutes } : failWith('unknown-school')
  })

  app.get('/api/v1/school/devices', hidden, async (request) => service.gate.devices(userOf(request)))
  app.post('/api/v1/school/devices', small, async (request) => {
    const body = readBody(request.body, ['name', 'campus', 'gate', 'kind'])
    const draft = { name: readName(body.name), campus: readTextField('school', body.campus), gate: readTextField('gate', body.gate ?? '', LONGEST_NAME), kind: readTextField('kind', body.kind) }
    return knownKind(() => service.gate.register(userOf(request), draft)) ?? failWith('unknown-school')
  })
  app.put<Campus>('/api/v1/school/devices/:id', small, async (request) => {
    const body = readBody(request.body, ['name', 'gate', 'kind', 'disabled'])
    if (body.disabled !== undefined && typeof body.disabled !== 'boolean') throw new HttpProblem('bad-body')
    const change = {
      ...(body.name !== undefined && { name: readName(body.name) }), ...(body.gate !== undefined && { gate: readTextField('gate', body.gate, LONGEST_NAME) }),
      ...(body.kind !== undefined && { kind: readTextField('kind', body.kind) }), ...(body.disabled !== undefined && { disabled: body.disabled as boolean }),
    }
    return knownKind(() => service.gate.change(userOf(request), request.params.id, change)) ?? failWith('unknown-device')
  })
  app.post<Campus>('/api/v1/school/devices/:id/key', small, async (request) => service.gate.rotate(userOf(request), request.params.id) ?? failWith('unknown-device'))
}

function readName(value: unknown): string {
  const name = readTextField('deviceName', value, LONGEST_NAME).trim()
  if (name === '') throw new HttpProblem('bad-body')
  return name
}

function knownKind<Answer>(act: () => Answer): Answer {
  try {
    return act()
  } catch (error) {
    throw error instanceof RangeError ? new HttpProblem('bad-body') : error
  }
}
