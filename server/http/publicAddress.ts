import type { FastifyRequest } from 'fastify'
import { isOwnOrigin } from '../auth/isOwnOrigin.ts'
import type { PublicAddress } from '../protocol/residents.ts'
import type { Settings } from '../settings.ts'

/** Where others reach this server: as it was set, else as the page that asks did. Only the server's own name is taken for it. */
export function publicAddress({ headers: { host }, protocol }: FastifyRequest, { publicUrl }: Settings, asked: string | undefined): PublicAddress {
  if (publicUrl !== null) return { origin: publicUrl, isSet: true }
  return { origin: asked !== undefined && isOwnOrigin(asked, host) ? asked.replace(/\/+$/, '') : `${protocol}://${host ?? 'localhost'}`, isSet: false }
}
