import type { Logger } from 'pino'
import type { AuditLog } from '../audit/auditLog.ts'
import type { Accounts } from '../auth/accounts/accounts.ts'
import type { Service } from '../service.ts'
import type { Settings } from '../settings.ts'
import type { RejectsShelf } from './rejectsShelf.ts'

/** What the routes share. */
export interface HttpContext {
  service: Service
  accounts: Accounts
  audit: AuditLog
  settings: Settings
  logger: Logger
  /** Names of the feeds that `POST /api/v1/feeds/:feed` takes. */
  feeds: readonly string[]
  rejects: RejectsShelf
}
