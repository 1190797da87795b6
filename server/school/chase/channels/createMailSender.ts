import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { MailSender } from '../chase.ts'

const TRY_MS = 15_000
/** The mail server will not take it however often it is asked: no such mailbox, refused for good. */
const isForGood = (code: unknown): boolean => typeof code === 'number' && code >= 500 && code < 600

/** It does not let us in: whoever mends the password has the message sent after all. */
const isRefused = (code: unknown): boolean => code === 530 || code === 534 || code === 535

/** Mail over SMTP. `url`: `smtp://user:password@host:587` or `smtps://…`; `from`: the sender's address. */
export function createMailSender(url: string, from: string): MailSender {
  const transport = createTransport(url, { connectionTimeout: TRY_MS, greetingTimeout: TRY_MS, socketTimeout: TRY_MS, disableFileAccess: true, disableUrlAccess: true } as never)
  return async (to, text, id, signal) => {
    // A mail server knows by the Message-ID that it has had this one. All of the id is in it: ids begin alike, and of two
    // mails with one Message-ID many servers show the first only.
    const messageId = `<${createHash('sha256').update(id).digest('hex')}@liuse>`
    try {
      const sending = transport.sendMail({ from, to, subject: text.split('\n', 1)[0].slice(0, 120), text, messageId })
      const gaveUp = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('timeout')), { once: true }))
      await Promise.race([sending, gaveUp])
      return { is: 'sent' }
    } catch (error) {
      const { responseCode } = error as { responseCode?: unknown }
      if (isRefused(responseCode)) return { is: 'later', problem: 'refused' }
      return isForGood(responseCode) ? { is: 'never', problem: `smtp-${String(responseCode)}` } : { is: 'later', problem: signal.aborted ? 'timeout' : 'unreachable' }
    }
  }
}
