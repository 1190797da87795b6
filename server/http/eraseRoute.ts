import type { FastifyInstance } from 'fastify'
import type { HttpContext } from './context.ts'
import { ERASE_SCHEMA } from './openApi.ts'
import { HttpProblem } from './problems.ts'

/** `POST /api/v1/people/erase`: takes one person out of the identity vault. The body names the person, so that no URL does. */
export async function eraseRoute(app: FastifyInstance, { service }: HttpContext): Promise<void> {
  app.post('/api/v1/people/erase', { schema: ERASE_SCHEMA, bodyLimit: 4096 }, async (request) => {
    if (!service.ready()) throw new HttpProblem('not-ready')
    if (!(await service.erasePerson(readPerson(request.body)))) throw new HttpProblem('unknown-person')
    return { erased: true }
  })
}

function readPerson(body: unknown): { idNumber: string } | { name: string; phone: string } {
  const record = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= 100
  const fields = Object.keys(record).sort().join()
  if (fields === 'idNumber' && isText(record.idNumber)) return { idNumber: record.idNumber }
  if (fields === 'name,phone' && isText(record.name) && isText(record.phone)) return { name: record.name, phone: record.phone }
  throw new HttpProblem('bad-body')
}
