import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { AuditLog } from '../audit/auditLog.ts'
import type { Accounts } from '../auth/accounts/accounts.ts'
import type { Service } from '../service.ts'
import type { Settings } from '../settings.ts'
import { answerRoutes } from './answerRoutes.ts'
import { describeApi } from './describeApi.ts'
import { demolitionRoute } from './desk/demolitionRoute.ts'
import { deskRoutes } from './desk/deskRoutes.ts'
import { residentDeskRoutes } from './desk/residentDeskRoutes.ts'
import { listRoutes } from './desk/listRoutes.ts'
import { importDeskRoutes } from './desk/importDeskRoutes.ts'
import { regionRoutes } from './desk/regionRoutes.ts'
import { reportRoutes } from './desk/reportRoutes.ts'
import { searchRoute } from './desk/searchRoute.ts'
import { eraseRoute } from './eraseRoute.ts'
import { FEED_BODY_LIMIT_BYTES, feedRoutes } from './feedRoutes.ts'
import { guardRoutes } from './guardRoutes.ts'
import { answerError, handleErrors } from './handleErrors.ts'
import { healthRoute } from './healthRoute.ts'
import { IMPORT_LIMIT_BYTES, importRoutes } from './importRoutes.ts'
import { createRejectsShelf } from './rejectsShelf.ts'
import { residentRoutes } from './residents/residentRoutes.ts'
import { boardRoutes } from './school/boardRoutes.ts'
import { rosterRoutes } from './school/rosterRoutes.ts'
import { alertRoutes } from './school/alertRoutes.ts'
import { chaseRoutes } from './school/chaseRoutes.ts'
import { classRoutes } from './school/classRoutes.ts'
import { formRoutes } from './school/formRoutes.ts'
import { linkRoutes } from './school/linkRoutes.ts'
import { accountRoutes } from './auth/accountRoutes.ts'
import { accountScopeRoutes } from './auth/accountScopeRoutes.ts'
import { auditRoutes } from './auth/auditRoutes.ts'
import { oidcRoutes } from './auth/oidcRoutes.ts'
import { deviceRoutes } from './school/deviceRoutes.ts'
import { gateRoutes } from './school/gateRoutes.ts'
import { sessionRoutes } from './auth/sessionRoutes.ts'
import { addSecurityHeaders } from './securityHeaders.ts'
import { wallRoutes } from './wallRoutes.ts'
import { webApp } from './webApp.ts'

export interface HttpServerOptions {
  service: Service
  accounts: Accounts
  audit: AuditLog
  settings: Settings
  apiKey: string
  /** Null when the server listens on a loopback address. */
  screenToken: string | null
  /** A key of this run that the demo sends its day with; null or absent in a real system. */
  demoKey?: string | null
  logger: Logger
  /** Folder of the built web app. */
  webRoot: string
  /** Feeds that are taken; the common four when absent. A pack may add its own. */
  feeds?: readonly string[]
}

const COMMON_FEEDS = ['household', 'school', 'gate', 'verification'] as const
/** A 50 MB file over a slow uplink; slower than this is not a client but an attack on our sockets. */
const LONGEST_REQUEST_MS = 10 * 60_000
/** School names in a path. */
const LONGEST_PATH_PARAMETER = 600

/** Everything that is served over HTTP. Not listening yet: the caller does `listen` and `close`. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { service, accounts, audit, settings, logger } = options
  const app = fastify({
    // Fastify's own log lines would carry whole URLs; ours (below) carry the route's pattern.
    logger: false,
    bodyLimit: FEED_BODY_LIMIT_BYTES,
    requestTimeout: LONGEST_REQUEST_MS,
    routerOptions: { maxParamLength: LONGEST_PATH_PARAMETER },
    frameworkErrors: (error, request, reply) => { answerError(error, request, reply, logger) },
  })
  // Rows and queries are checked where they are read, with codes and words; schemas only describe.
  app.setValidatorCompiler(() => (value: unknown) => ({ value }))
  app.setSerializerCompiler(() => (value: unknown) => JSON.stringify(value))
  const rejects = createRejectsShelf()
  const context = { service, accounts, audit, settings, logger, feeds: options.feeds ?? COMMON_FEEDS, rejects }

  handleErrors(app, logger)
  addSecurityHeaders(app)
  app.addHook('onResponse', async (request, reply) => {
    // Never the URL: a query may hold an address, a path a school.
    // The demo talks to itself several times a second; the addresses printed at the start must stay in sight.
    const level = request.author === 'demo' && reply.statusCode < 400 ? 'debug' : 'info'
    logger[level]({ method: request.method, route: request.routeOptions.url ?? null, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })
  app.addHook('onClose', async () => rejects.clear())

  app.register(rateLimit, { global: false })
  app.register(multipart, { limits: { files: 1, fields: 4, fieldSize: 1024, parts: 8, headerPairs: 50, fileSize: IMPORT_LIMIT_BYTES } })
  app.register(async (guarded) => {
    guardRoutes(guarded, { apiKey: options.apiKey, screenToken: options.screenToken, demoKey: options.demoKey, deviceOf: (key) => service.gate.deviceOf(key) }, accounts.session)
    await describeApi(guarded)
    await guarded.register(healthRoute, context)
    await guarded.register(sessionRoutes, context)
    await guarded.register(oidcRoutes, context)
    await guarded.register(accountRoutes, context)
    await guarded.register(accountScopeRoutes, context)
    await guarded.register(auditRoutes, context)
    await guarded.register(feedRoutes, context)
    await guarded.register(importRoutes, context)
    await guarded.register(eraseRoute, context)
    await guarded.register(answerRoutes, context)
    await guarded.register(deskRoutes, context)
    await guarded.register(demolitionRoute, context)
    await guarded.register(searchRoute, context)
    await guarded.register(reportRoutes, context)
    await guarded.register(listRoutes, context)
    await guarded.register(regionRoutes, context)
    await guarded.register(importDeskRoutes, context)
    await guarded.register(residentDeskRoutes, context)
    await guarded.register(residentRoutes, context)
    await guarded.register(classRoutes, context)
    await guarded.register(linkRoutes, context)
    await guarded.register(formRoutes, context)
    await guarded.register(gateRoutes, context)
    await guarded.register(alertRoutes, context)
    await guarded.register(chaseRoutes, context)
    await guarded.register(boardRoutes, context)
    await guarded.register(rosterRoutes, context)
    await guarded.register(deviceRoutes, context)
    await guarded.register(wallRoutes, { ...context, screenTokenNeeded: options.screenToken !== null })
    await guarded.register(webApp, { webRoot: options.webRoot })
  })
  return app
}
