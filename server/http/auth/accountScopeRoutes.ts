import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Reach } from '../../desk/createReach.ts'
import { numberOfId } from '../../merge/opaqueId.ts'
import type { CampusGrade, ScopeNode } from '../../protocol/accounts.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { grantableTree, maySeeAccount } from './grantableTree.ts'
import { userOf } from './userOf.ts'

/** What administrators choose scopes of schools from (places: `/api/v1/desk/places`), and signing somebody else out. */
export async function accountScopeRoutes(app: FastifyInstance, { accounts, service }: HttpContext): Promise<void> {
  const reachOf = (request: FastifyRequest): Reach => service.desk.reachOf(userOf(request))
  app.addHook('onRequest', async () => {
    if (!service.ready()) throw new HttpProblem('not-ready')
  })

  app.get('/api/v1/accounts/campuses', { schema: { hide: true } }, async (request): Promise<ScopeNode[]> => {
    const reach = reachOf(request)
    return service.campuses().filter(({ id }) => reach.hasCampus(numberOfId('c', id)))
  })

  app.get<{ Params: { id: string } }>('/api/v1/accounts/campuses/:id', { schema: { hide: true } }, async (request): Promise<CampusGrade[]> => {
    const campus = service.campuses().find(({ id }) => id === request.params.id)
    if (!campus || !reachOf(request).hasCampus(numberOfId('c', campus.id))) throw new HttpProblem('unknown-school')
    return service.schoolDay(campus.name, service.today())?.grades.map(({ name, classes }) => ({ grade: name, classes: classes.map((each) => each.name) })) ?? []
  })

  app.delete<{ Params: { id: string } }>('/api/v1/accounts/:id/sessions', { schema: { hide: true } }, async (request, reply) => {
    const { id } = request.params
    const account = accounts.get(id)
    if (!account || !maySeeAccount(userOf(request), account, grantableTree(service, userOf(request)))) throw new HttpProblem('unknown-account')
    accounts.signOutEverywhere(id, request.author)
    return reply.status(204).send()
  })
}
