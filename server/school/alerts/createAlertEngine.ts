import type { DeskContext } from '../../desk/deskContext.ts'
import { minuteNow } from '../../desk/minuteNow.ts'
import type { AlertRow } from '../../feeds/alert/alertRow.ts'
import type { AlertRules } from '../../packs/alertRules.ts'
import { StoreUnavailableError } from '../../service.ts'
import type { LogEntry } from '../../store/logEntry.ts'
import { DiskFullError } from '../../store/openStore.ts'
import type { AlertRecord } from '../../world/alertBook.ts'
import { ALERT_AUTHOR } from '../../world/reduceAlert.ts'
import { alertDueAt, shouldClimb } from './alertDue.ts'
import type { Alerts } from './alerts.ts'
import { AlertOpener } from './AlertOpener.ts'
import { homeAlertRows } from './homeAlertRows.ts'

/** Meta key: everything up to this log sequence has been looked at. */
export const FOLLOWED_KEY = 'alerts-followed'
const ROWS_AT_ONCE = 500
/** The mark is written this often at most; what lies behind it is looked at twice after a crash, which changes nothing. */
const MARK_EVERY_MS = 5_000
const CLIMB_EVERY_MS = 20_000
/** A timer is set for no longer: clocks are put right meanwhile. */
const LONGEST_WAIT_MS = 30_000
/** A full disk may have room again by then; each failure doubles the pause, for what failed is read again from the log. */
const AGAIN_MS = 5_000
const LONGEST_AGAIN_MS = 5 * 60_000

export interface EngineContext extends Pick<DeskContext, 'store' | 'known' | 'live' | 'now' | 'today' | 'zoneOffsetMinutes' | 'accept'> {
  rules: AlertRules
  /** Called for each entry by which an alert is passed on; again for the same one after a crash. May throw on a full disk, and is then called again. */
  onPassOn(entry: LogEntry): void
  /** Something failed that is our own mistake; the reports themselves are safe. */
  onTrouble(error: unknown): void
}

/** The part of the alerts that acts by itself: entries in, rows of the feed `alert` out. */
export function createAlertEngine(context: EngineContext): Pick<Alerts, 'follow' | 'lookAtHomes' | 'restart' | 'start' | 'climb' | 'settled' | 'takeChanges'> {
  const { rules } = context
  let opener = new AlertOpener(context, rules)
  const queue: AlertRow[] = []
  /** Entries by which alerts were passed on, and that the outbox does not have yet. */
  const passed: LogEntry[] = []
  let atOnce = ROWS_AT_ONCE
  let againMs = AGAIN_MS
  let writing: Promise<void> | null = null
  let again: NodeJS.Timeout | null = null
  let stopped = false
  /** Times it began anew; 0: it has not begun, and hears nothing. */
  let beginnings = 0
  let followed = 0
  let marked = 0
  let markedAt = -Infinity
  let changed = new Set<number>()
  /** The next instant at which something becomes overdue, by the server's clock; whatever is due at `lookedAt` has been told. */
  let nextDue = Infinity
  let lookedAt = -Infinity
  let dueTimer: NodeJS.Timeout | null = null
  let isRunning = false

  const dueOf = (alert: AlertRecord): number => (alert.now.group === '' ? alertDueAt(rules, alert) ?? Infinity : Infinity)
  function waitForDue(): void {
    if (dueTimer) clearTimeout(dueTimer)
    dueTimer = null
    if (!isRunning || nextDue === Infinity) return
    dueTimer = setTimeout(fallDue, Math.min(LONGEST_WAIT_MS, Math.max(1, nextDue - context.now())))
    dueTimer.unref()
  }
  /** Campuses at which time alone has made something overdue since the last look have changed. */
  function fallDue(): void {
    const now = context.now()
    nextDue = Infinity
    for (const alert of context.known().alertBook.alerts) {
      const dueAt = dueOf(alert)
      if (dueAt > now) nextDue = Math.min(nextDue, dueAt)
      else if (dueAt > lookedAt) changed.add(alert.campus)
    }
    lookedAt = now
    waitForDue()
  }

  function enqueue(rows: readonly AlertRow[]): void {
    for (const row of rows) queue.push(row)
    if ((queue.length > 0 || passed.length > 0) && !writing && !again && !stopped) writing = write().finally(() => (writing = null))
  }

  /** Never rejects: what cannot be written now is written later. */
  async function write(): Promise<void> {
    while ((queue.length > 0 || passed.length > 0) && !stopped) {
      const mine = beginnings
      const rows = queue.slice(0, atOnce)
      try {
        for (; passed.length > 0; passed.shift()) context.onPassOn(passed[0])
        if (rows.length > 0) await context.accept('alert', rows, ALERT_AUTHOR)
        againMs = AGAIN_MS
      } catch (error) {
        if (error instanceof StoreUnavailableError || error instanceof DiskFullError) return tryAgainLater()
        context.onTrouble(error)
        // One row that nobody can write must not hold up the others: they go one by one, and it is left out.
        if (atOnce > 1) {
          atOnce = 1
          continue
        }
      }
      // What was queued before it all began anew is queued no more.
      if (mine === beginnings) queue.splice(0, rows.length)
    }
    atOnce = ROWS_AT_ONCE
    mark(false)
  }

  function tryAgainLater(): void {
    again = setTimeout(() => {
      again = null
      enqueue([])
    }, againMs)
    again.unref()
    againMs = Math.min(LONGEST_AGAIN_MS, againMs * 2)
  }

  function mark(now: boolean): void {
    if (queue.length > 0 || passed.length > 0 || followed === marked) return
    if (!now && performance.now() - markedAt < MARK_EVERY_MS) return
    try {
      context.store.writeMeta(FOLLOWED_KEY, String(followed))
    } catch {
      // A full disk: a little more is looked at twice.
      return
    }
    marked = followed
    markedAt = performance.now()
  }

  function look(entry: LogEntry): AlertRow[] {
    if (entry.feed === 'alert' && entry.body.act === 'pass-on') passed.push(entry)
    try {
      return opener.rowsOf(entry)
    } catch (error) {
      // The report is on disk and acknowledged: it must not fail here.
      context.onTrouble(error)
      return NONE
    }
  }

  function lookAtHomes(): void {
    if (beginnings === 0) return
    const known = context.known()
    enqueue(homeAlertRows(known, context.live(), Array.from({ length: known.registers.studentCount }, (_, student) => student), rules, context.today()))
  }

  const engine: ReturnType<typeof createAlertEngine> = {
    follow(entries, touched, live) {
      if (beginnings === 0) return
      const rows: AlertRow[] = []
      const students = new Set<number>()
      let mayBeDueSooner = false
      const known = context.known()
      const { registers } = known
      const noteHome = (unit: number): void => { for (const student of registers.studentsOfUnit(unit)) students.add(student) }
      // HOT: every row that comes in.
      for (let at = 0; at < entries.length; at++) {
        for (const row of look(entries[at])) rows.push(row)
        const what = touched[at]
        if (what.what === 'alert') {
          const alert = known.alertBook.alerts[what.alert]
          changed.add(alert.campus)
          if (dueOf(alert) > lookedAt) nextDue = Math.min(nextDue, dueOf(alert))
          mayBeDueSooner = true
        }
        if (what.what === 'unit') noteHome(what.unit)
        else if (what.what === 'person') {
          noteHome(what.unit)
          // An earlier home may have become free of somebody, and the person may be a pupil.
          for (const unit of live?.earlierUnitsOf(what.person) ?? []) noteHome(unit)
          for (const student of registers.studentsOfPerson(what.person)) students.add(student)
        }
      }
      if (mayBeDueSooner) waitForDue()
      rows.push(...opener.finish())
      if (entries.length > 0) followed = entries[entries.length - 1].seq
      if (live && students.size > 0) rows.push(...homeAlertRows(known, live, students, rules, context.today()))
      enqueue(rows)
      if (rows.length === 0) mark(false)
    },
    lookAtHomes,
    restart() {
      queue.length = passed.length = 0
      beginnings++
      opener = new AlertOpener(context, rules)
      opener.start()
      const known = context.known()
      const said = context.store.readMeta(FOLLOWED_KEY)
      const rows: AlertRow[] = []
      const from = said === null ? firstCheckSince(known, context.today() - 1) - 1 : Number(said)
      for (const entry of context.store.entriesAfter(from)) rows.push(...look(entry))
      rows.push(...opener.finish())
      followed = known.rev
      changed = new Set(known.registers.campuses.keys())
      enqueue(rows)
      lookAtHomes()
      fallDue()
    },
    climb() {
      const { alertBook: book } = context.known()
      const now = context.now()
      const minute = minuteNow(context)
      const rows: AlertRow[] = []
      book.alerts.forEach((alert) => {
        // A group climbs for those in it.
        if (alert.now.group !== '' || !shouldClimb(rules, alert, now, minute)) return
        const level = alert.now.level + 1
        rows.push({ id: `climb:${alert.key}:${level}:${alert.now.levelAt}`, act: 'climb', alert: alert.key, level })
      })
      enqueue(rows)
    },
    start() {
      stopped = false
      isRunning = true
      waitForDue()
      const timer = setInterval(engine.climb, CLIMB_EVERY_MS)
      timer.unref()
      return async () => {
        stopped = true
        clearInterval(timer)
        isRunning = false
        waitForDue()
        if (again) clearTimeout(again)
        again = null
        await writing
        mark(true)
      }
    },
    async settled() {
      while (writing) await writing
    },
    takeChanges() {
      if (changed.size === 0) return null
      const taken = changed
      changed = new Set()
      return taken
    },
  }
  return engine
}

/** Log sequence of the first check of these days; of none, the newest of all. */
function firstCheckSince(known: ReturnType<DeskContext['known']>, day: number): number {
  let first = known.rev + 1
  for (const each of known.checks.days()) if (each >= day && known.checks.countOn(each) > 0) first = Math.min(first, known.checks.seqAt(each, 0))
  return first
}

const NONE: AlertRow[] = []
