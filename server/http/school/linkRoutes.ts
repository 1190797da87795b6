import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CheckAnswersView, MadeTeacherLink } from '../../protocol/checks.ts'
import { numberOfId } from '../../merge/opaqueId.ts'
import { checkAnswers } from '../../school/links/checkAnswers.ts'
import { makeClassLink } from '../../school/links/classDoor.ts'
import { type ClassTokens, createClassTokens } from '../../school/links/classTokens.ts'
import { classSheet, linksOfClass, linksView } from '../../school/links/linksView.ts'
import { readBody, readTextField } from '../auth/readBody.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { HttpProblem } from '../problems.ts'
import { publicAddress } from '../publicAddress.ts'
import { readParameter } from '../readQuery.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const SMALL_LIMIT_BYTES = 8_192
const DAY_MS = 86_400_000
/** A week, a month, a term. */
const DAYS_VALID: readonly unknown[] = [7, 30, 150]

/** Codes of classes and links of their teachers, at the desk: made, printed, replaced and taken back, each act audited. */
export async function linkRoutes(app: FastifyInstance, { service, audit, settings }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const context = () => service.desk.context
  let kept: ClassTokens | null = null
  const tokens = (): ClassTokens => (kept ??= createClassTokens(context().store))
  const reachOf = (request: FastifyRequest) => service.desk.reachOf(userOf(request))
  const classOf = (request: FastifyRequest, id: string) => linksOfClass(context(), reachOf(request), tokens(), id) ?? failWith('unknown-class')
  const hidden = { schema: { hide: true }, bodyLimit: SMALL_LIMIT_BYTES } as const

  app.get('/api/v1/school/links', hidden, async (request) => linksView(context(), reachOf(request), tokens(), readParameter(request.query, 'campus')))
  app.get('/api/v1/school/links/sheet', hidden, async (request) =>
    await classSheet(context(), reachOf(request), tokens(), readParameter(request.query, 'of') ?? '', publicAddress(request, settings, readParameter(request.query, 'origin'))) ?? failWith('unknown-class'))

  app.get<{ Params: { seq: string } }>('/api/v1/school/checks/:seq', hidden, async (request): Promise<CheckAnswersView> => {
    const entry = /^[1-9]\d{0,14}$/.test(request.params.seq) ? context().store.entryAt(Number(request.params.seq)) : null
    if (entry?.feed !== 'school' || !reachOf(request).hasStudent(numberOfId('s', entry.body.student))) throw new HttpProblem('unknown-check')
    return checkAnswers(context(), entry.seq)
  })

  app.post<{ Params: { id: string } }>('/api/v1/school/links/:id/replace', hidden, async (request) => {
    const { code } = classOf(request, request.params.id)
    const version = context().store.classTables.replaceCode(code.id, context().now())
    audit.write({ account: userOf(request).id, action: 'class-code-replace', subject: request.params.id, details: { version } })
    return classOf(request, request.params.id).links
  })

  app.post<{ Params: { id: string } }>('/api/v1/school/links/:id/teachers', hidden, async (request): Promise<MadeTeacherLink> => {
    const { code } = classOf(request, request.params.id)
    const { days, origin } = readBody(request.body, ['days', 'origin'])
    if (!DAYS_VALID.includes(days)) throw new HttpProblem('bad-body')
    const expiresAt = context().now() + (days as number) * DAY_MS
    audit.write({ account: userOf(request).id, action: 'class-link-make', subject: request.params.id, details: { days: days as number } })
    const token = makeClassLink(context(), code, { by: userOf(request).id, expiresAt })
    const { origin: reached } = publicAddress(request, settings, origin === undefined ? undefined : readTextField('url', origin))
    return { url: `${reached}/r/${token}`, expiresAt, links: classOf(request, request.params.id).links }
  })

  app.delete<{ Params: { id: string; link: string } }>('/api/v1/school/links/:id/teachers/:link', hidden, async (request) => {
    const { code } = classOf(request, request.params.id)
    const number = /^t([0-9a-z]{1,8})$/.exec(request.params.link)
    const link = number && context().store.classTables.link(parseInt(number[1], 36))
    if (!link || link.code !== code.id) return failWith('unknown-class')
    context().store.classTables.revokeLink(link.id, context().now())
    audit.write({ account: userOf(request).id, action: 'class-link-revoke', subject: request.params.id })
    return classOf(request, request.params.id).links
  })
}
