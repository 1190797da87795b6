import type { FastifyRequest } from 'fastify'
import type { User } from '../../auth/user.ts'
import { HttpProblem } from '../problems.ts'

/** Who asks: the guard has let nobody else in. */
export function userOf(request: FastifyRequest): User {
  if (!request.user) throw new HttpProblem('not-allowed')
  return request.user
}
