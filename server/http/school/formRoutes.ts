import type { FastifyInstance } from 'fastify'
import type { User } from '../../auth/user.ts'
import type { FormsView, PublishAnswer } from '../../protocol/checks.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Form } from '../../protocol/residents.ts'
import { readBody } from '../auth/readBody.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { readerLocale } from '../readerLocale.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const FORM_LIMIT_BYTES = 128 * 1024

/** Whose forms a route is about, and whose whole tree somebody must answer for to change them: a form is asked everywhere. */
const DOORS = [
  { path: '/api/v1/school/forms', isOurs: (form: Form) => form.audience === 'school', tree: 'schools' },
  { path: '/api/v1/desk/forms', isOurs: (form: Form) => form.audience === undefined, tree: 'places' },
] as const

/** Versions of forms: read, and the next one published. The access table says who may ask; the scope says who may publish. */
export async function formRoutes(app: FastifyInstance, { service, audit }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  for (const { path, isOurs, tree } of DOORS) {
    const mayPublish = (user: User): boolean => user.scope[tree].includes('all')
    const forms = (): Form[] => service.desk.context.known().formBook.forms.filter(isOurs)
    app.get(path, { schema: { hide: true } }, async (request): Promise<FormsView> => ({ today: dayToText(service.today()), mayPublish: mayPublish(userOf(request)), forms: forms() }))
    app.post(path, { schema: { hide: true }, bodyLimit: FORM_LIMIT_BYTES }, async (request): Promise<PublishAnswer> => {
      const user = userOf(request)
      if (!mayPublish(user)) throw new HttpProblem('form-of-all')
      const { id, form } = readBody(request.body, ['id', 'form'])
      const asked = form as Partial<Form> | null | undefined
      if (typeof asked !== 'object' || asked === null || !forms().some((one) => one.id === asked.id)) throw new HttpProblem('bad-body')
      const { accepted, rejected } = await service.desk.context.accept('form', [{ id, form }], user.id)
      if (accepted > 0) audit.write({ account: user.id, action: 'form-publish', subject: '', details: { form: String(asked.id), version: Number(asked.version) } })
      const locale = readerLocale(request.headers['accept-language'])
      return { problems: rejected.map(({ field, code, reason }) => ({ field, code, reason: reason[locale] })), forms: forms() }
    })
  }
}
