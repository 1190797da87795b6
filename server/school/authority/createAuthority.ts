import type { AuditLog } from '../../audit/auditLog.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { AUTHORITY_CHANNEL } from '../alerts/authorityChannel.ts'
import { isWebhookAddress } from '../outbox/isWebhookAddress.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { postWebhook } from '../outbox/postWebhook.ts'
import { signWebhook } from '../outbox/signWebhook.ts'
import { type Authority, SHORTEST_SECRET } from './authority.ts'
import { authorityMessage } from './authorityMessage.ts'

/** One authority for the whole deployment. */
const SCOPE = 'all'
const LONGEST_URL = 500

export interface AuthorityOptions { context: DeskContext; audit: AuditLog; outbox: Outbox; now(): number }

/** The health authority's webhook: its settings, and the sender of the outbox's channel. */
export function createAuthority({ context, audit, outbox, now }: AuthorityOptions): Authority {
  const { outboxTables } = context.store
  outbox.register(AUTHORITY_CHANNEL, async (message, signal) => {
    const setting = outboxTables.authority(SCOPE)
    if (setting?.enabled !== 1) return { is: 'later', problem: 'switched-off' }
    const content = authorityMessage(context, message)
    // A demo that has begun again knows nothing of it any more.
    if (!content) return { is: 'never', problem: 'unknown-alert' }
    const body = JSON.stringify(content)
    return postWebhook(setting.url, body, signWebhook(setting.secret, message.id, body, now()), signal)
  })
  return {
    view() {
      const setting = outboxTables.authority(SCOPE)
      return { url: setting?.url ?? '', hasSecret: (setting?.secret ?? '') !== '', enabled: setting?.enabled === 1, updatedAt: setting?.updated_at ?? null }
    },
    set(user, { url, secret, enabled }) {
      const kept = secret ?? outboxTables.authority(SCOPE)?.secret ?? ''
      if (url.length > LONGEST_URL || !isWebhookAddress(url)) return 'bad-webhook'
      if (kept.length < SHORTEST_SECRET) return 'weak-secret'
      audit.write({ account: user.id, action: 'authority-change', subject: SCOPE, details: { host: new URL(url).host, enabled, secretChanged: secret !== undefined } })
      outboxTables.setAuthority({ scope: SCOPE, url, secret: kept, enabled: enabled ? 1 : 0, updated_at: now(), updated_by: user.id })
      return null
    },
  }
}
