import type { Logger } from 'pino'
import type { Service } from '../service.ts'
import type { Settings } from '../settings.ts'
import type { RejectsShelf } from './rejectsShelf.ts'

/** What the routes share. */
export interface HttpContext {
  service: Service
  settings: Settings
  logger: Logger
  /** Names of the feeds that `POST /api/v1/feeds/:feed` takes. */
  feeds: readonly string[]
  rejects: RejectsShelf
}
