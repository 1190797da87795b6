import type { AuditLog } from '../audit/auditLog.ts'
import type { Accounts } from '../auth/accounts/accounts.ts'
import type { Desk } from '../desk/desk.ts'
import { NO_ALERT_RULES } from '../packs/noAlertRules.ts'
import { createAlerts } from './alerts/createAlerts.ts'
import { createBoards } from './boards/createBoards.ts'
import { createMailSender } from './chase/channels/createMailSender.ts'
import { createChase } from './chase/createChase.ts'
import { startChaseClock } from './chase/startChaseClock.ts'
import { classLinkOf } from './links/classLinkOf.ts'
import { createAuthority } from './authority/createAuthority.ts'
import { createOutbox } from './outbox/createOutbox.ts'
import { createRosters } from './rosters/createRosters.ts'
import type { RunningSchool } from './school.ts'

export interface SchoolOptions {
  desk: Pick<Desk, 'context' | 'reachOf'>
  audit: AuditLog
  accounts: Accounts
  studentByNumber(campus: number, studentNo: string): number | null
  /** Epoch ms of the real clock, by which systems outside live. */
  now(): number
  /** Where this server is reached from outside, for links in messages; null: nobody has said. */
  publicUrl: string | null
  mail: { url: string; from: string } | null
  /** Whether the world is up to date enough to count who is missing. */
  isReady(): boolean
  worldId(): string
  /** Work by the clock failed (a full disk); it is tried again. */
  onTrouble(error: unknown): void
}

/** Wires the parts of the school. Nothing runs before `restart`. */
export function createSchool({ desk, audit, accounts, studentByNumber, now, publicUrl, mail, isReady, worldId, onTrouble }: SchoolOptions): RunningSchool {
  const { context } = desk
  const outbox = createOutbox({ tables: context.store.outboxTables, now })
  const authority = createAuthority({ context, audit, outbox, now })
  const alerts = createAlerts({ desk, audit, accounts, outbox, rules: context.pack.school?.alerts ?? NO_ALERT_RULES, onTrouble })
  const chase = createChase({
    context, outbox, cutOffMinute: (campus, day) => context.known().calendar.cutOffMinute(campus, day),
    linkOf: (campus, className) => classLinkOf(context, publicUrl, campus, className), mail: mail && createMailSender(mail.url, mail.from), worldId, realNow: now,
  })
  let stops: (() => Promise<void>)[] = []
  return {
    alerts, authority, outbox, chase,
    boards: createBoards(desk, audit),
    rosters: createRosters(desk, studentByNumber),
    follow: (entries, touched, live) => alerts.follow(entries, touched, live),
    lookAgain: () => alerts.lookAtHomes(),
    restart() {
      alerts.restart()
      if (stops.length === 0) stops = [alerts.start(), outbox.start(), startChaseClock(() => isReady() && chase.takeDue(), onTrouble)]
    },
    async stop() {
      for (const stop of stops) await stop()
      stops = []
    },
  }
}
