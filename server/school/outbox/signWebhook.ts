import { createHmac } from 'node:crypto'

/**
 * Headers by which a receiver knows that a body is ours and unaltered: `x-liuse-signature: t=MILLISECONDS,v1=HEX`, an
 * HMAC-SHA256 by the shared secret over `MILLISECONDS.BODY`; and the id, the same at every try.
 */
export const signWebhook = (secret: string, id: string, body: string, at: number): Record<string, string> => ({
  'idempotency-key': id,
  'x-liuse-signature': `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`,
})
