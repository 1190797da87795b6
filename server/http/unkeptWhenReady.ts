import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Service } from '../service.ts'
import { HttpProblem } from './problems.ts'

/** For `onRequest` of routes whose answers have people in them: given once the service is up, and kept by nobody's cache. */
export const unkeptWhenReady = (service: Pick<Service, 'ready'>) => async (_: FastifyRequest, reply: FastifyReply): Promise<void> => {
  if (!service.ready()) throw new HttpProblem('not-ready')
  reply.header('cache-control', 'no-store')
}
