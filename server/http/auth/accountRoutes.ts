import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Account, AccountChange } from '../../auth/accounts/accounts.ts'
import { type AccountSheet, readAccountSheet } from '../../auth/accounts/import/readAccountSheet.ts'
import { planAccountImport } from '../../auth/accounts/import/planAccountImport.ts'
import type { ScopeTree } from '../../auth/accounts/createScopeTree.ts'
import { rolesInForce } from '../../auth/roles.ts'
import type { Scope } from '../../auth/user.ts'
import { SheetError } from '../../feeds/sheet/SheetError.ts'
import type { AccountAnswer, AccountView, RoleView } from '../../protocol/accounts.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { applyAccountImport } from './applyAccountImport.ts'
import { accountView } from './accountView.ts'
import { grantableTree, maySeeAccount } from './grantableTree.ts'
import { readBody, readTextField } from './readBody.ts'
import { readUploadedFile } from './readUploadedFile.ts'
import { userOf } from './userOf.ts'

const BODY_LIMIT_BYTES = 64 * 1024
/** Each new account costs 30 ms of hashing, and nobody waits longer than half a minute for an answer with passwords in it. */
const MOST_ACCOUNTS = 1_000
const MOST_NODES = 500

/** Accounts and roles, for administrators. One-time passwords are in the answer once and nowhere else in clear. */
export async function accountRoutes(app: FastifyInstance, context: HttpContext): Promise<void> {
  const { accounts, service } = context
  const tree = (request: FastifyRequest): ScopeTree => grantableTree(service, userOf(request))
  app.addHook('onRequest', async () => {
    if (!service.ready()) throw new HttpProblem('not-ready')
  })

  app.get('/api/v1/roles', { schema: { hide: true } }, async (): Promise<RoleView[]> =>
    rolesInForce().map(({ key, name, permissions, trees }) => ({ key, name, permissions: [...permissions], trees: [...trees] })))

  app.get('/api/v1/accounts', { schema: { hide: true } }, async (request): Promise<AccountView[]> => {
    const scopes = tree(request)
    return accounts.list().filter((account) => maySeeAccount(userOf(request), account, scopes)).map((account) => accountView(account, scopes))
  })

  app.post('/api/v1/accounts', { bodyLimit: BODY_LIMIT_BYTES, schema: { hide: true } }, async (request): Promise<AccountAnswer> => {
    const body = readBody(request.body, ['login', 'name', 'role', 'places', 'schools'])
    const scopes = tree(request)
    const draft = { login: readTextField('login', body.login), name: readTextField('name', body.name), role: readTextField('role', body.role), scope: { places: readNodes(body.places ?? []), schools: readNodes(body.schools ?? []) } }
    checkNodes(draft.scope, scopes, null)
    const [{ account, password }] = await accounts.create([draft], request.author)
    return { account: accountView(account, scopes), password }
  })

  app.put<{ Params: { id: string } }>('/api/v1/accounts/:id', { bodyLimit: BODY_LIMIT_BYTES, schema: { hide: true } }, async (request): Promise<AccountAnswer> => {
    const { id } = request.params
    const before = accounts.get(id)
    const scopes = tree(request)
    if (!before || !maySeeAccount(userOf(request), before, scopes)) throw new HttpProblem('unknown-account')
    const body = readBody(request.body, ['name', 'role', 'places', 'schools', 'disabled', 'resetPassword', 'unlock'])
    const change: AccountChange = {
      ...(body.name !== undefined && { name: readTextField('name', body.name) }),
      ...(body.role !== undefined && { role: readTextField('role', body.role) }),
      ...(body.disabled !== undefined && { disabled: readSwitch(body.disabled) }),
      ...(body.resetPassword !== undefined && { resetPassword: readSwitch(body.resetPassword) }),
      ...(body.unlock !== undefined && { unlock: readSwitch(body.unlock) }),
    }
    if (body.places !== undefined || body.schools !== undefined) {
      change.scope = { places: body.places === undefined ? before.scope.places : readNodes(body.places), schools: body.schools === undefined ? before.scope.schools : readNodes(body.schools) }
      checkNodes(change.scope, scopes, before)
    }
    const { account, password } = await accounts.update(id, change, request.author)
    return { account: accountView(account, scopes), password }
  })

  app.post('/api/v1/accounts/import', { schema: { hide: true } }, async (request, reply) => {
    const isPreview = readParameter(request.query, 'preview') === '1'
    const { fileName, bytes } = await readUploadedFile(request)
    const sheet = await readAccountSheet(bytes, fileName).catch((error: unknown) => error)
    if (sheet instanceof SheetError) return refuseSheet(request, reply, sheet)
    if (sheet instanceof Error) throw sheet
    const { columns, rows } = sheet as AccountSheet
    if (rows.length > MOST_ACCOUNTS) throw new HttpProblem('too-many-accounts', { most: MOST_ACCOUNTS })
    const scopes = tree(request)
    const planned = planAccountImport(rows, scopes, (login) => accounts.findByLogin(login))
    const answer = await applyAccountImport({ accounts, planned, by: request.author, isPreview, tree: scopes, locale: readerLocale(request.headers['accept-language']) })
    if (!isPreview) context.audit.write({ account: request.author, action: 'import-accounts', subject: '', details: { new: answer.new, changed: answer.changed, problems: answer.problems } })
    return { ...answer, columns }
  })
}

const refuseSheet = (request: FastifyRequest, reply: FastifyReply, error: SheetError): FastifyReply =>
  reply.status(422).send({ code: error.code, reason: error.reason[readerLocale(request.headers['accept-language'])] })

function readNodes(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > MOST_NODES) throw new HttpProblem('bad-scope')
  return value.map((id) => readTextField('places', id, 120))
}

function readSwitch(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new HttpProblem('bad-body')
  return value
}

/** Only nodes that are there; one that has gone since may stay where it was. */
function checkNodes(scope: Scope, tree: ScopeTree, before: Account | null): void {
  const isKnown = scope.places.every((id) => tree.hasPlace(id) || before?.scope.places.includes(id)) && scope.schools.every((id) => tree.hasSchool(id) || before?.scope.schools.includes(id))
  if (!isKnown) throw new HttpProblem('bad-scope')
}
