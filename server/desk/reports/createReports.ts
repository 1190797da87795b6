import { setImmediate as afterOthers } from 'node:timers/promises'
import type { User } from '../../auth/user.ts'
import { numberOfId } from '../../merge/opaqueId.ts'
import { dayFromText, dayToText } from '../../protocol/day.ts'
import type { DailyReportView, ReportBody } from '../../protocol/deskReport.ts'
import type { Desk } from '../desk.ts'
import { minuteNow } from '../minuteNow.ts'
import { collectMoment } from './collectMoment.ts'
import { composeReport, type Previous } from './composeReport.ts'
import { describeReason } from './describeReason.ts'
import { explainFigure } from './explainFigure.ts'
import { lastSeqBy } from './lastSeqBy.ts'
import { readReportTime } from './readReportTime.ts'
import type { ReportMoment } from './reportMoment.ts'
import { NO_COMMITTEE, reportPlaces } from './reportPlaces.ts'
import type { ReportDay, Reports } from './reports.ts'
import { totalOf } from './totalOf.ts'

const TIME_KEY = 'report-time'
const USUAL_TIME = '11:00'
/** A report that was made later than this after its time says so: the server was down, or the clock jumped. */
const LATE_AFTER_MINUTES = 10
/** Days that are made up for at most; a server that was down for longer has other worries. */
const MOST_MISSED = 31
/** The two of today's report, the one of yesterday's, and one that somebody looks at. About 2.5 MB each for 140,000 people. */
const MOMENTS_KEPT = 4

interface Made { body: ReportBody; madeAt: number; late: boolean; fixed: boolean }

/** The daily reports over the desk's world and the store's table. */
export function createReports(desk: Desk, isDemo: boolean): Reports {
  const { context } = desk
  const { store } = context
  const tables = store.reportTables
  const moments = new Map<string, ReportMoment>()
  let under: { key: string; report: Promise<Made | null> } | null = null
  let fixing: Promise<boolean> | null = null
  /** History and day for which no earlier report is missing. */
  let lookedForMissed = ''

  const historyId = (): string => store.readMeta('world-id') ?? ''
  const reportTime = (): string => store.readMeta(TIME_KEY) ?? USUAL_TIME

  async function momentAt(day: number, rev: number): Promise<ReportMoment | null> {
    const key = `${historyId()} ${day} ${rev}`
    const kept = moments.get(key)
    if (kept) {
      moments.delete(key)
      moments.set(key, kept)
      return kept
    }
    const made = await collectMoment(context, day, rev)
    if (!made) return null
    moments.set(key, made)
    if (moments.size > MOMENTS_KEPT) moments.delete(moments.keys().next().value!)
    return made
  }

  /** What was fixed on a day, in this history. */
  function fixedOn(day: string): Made | null {
    const row = tables.report(day)
    if (!row || row.world_id !== historyId()) return null
    return { body: JSON.parse(row.body) as ReportBody, madeAt: row.made_at, late: row.late === 1, fixed: true }
  }

  async function previousOf(day: number, rev: number): Promise<Previous | null> {
    const fixed = fixedOn(dayToText(day - 1))
    if (fixed) {
      const moment = await momentAt(day - 1, fixed.body.rev)
      return moment && { fixed: true, body: fixed.body, moment }
    }
    const moment = await momentAt(day - 1, rev)
    const before = moment && (await momentAt(day - 2, rev))
    return before && { fixed: false, moment: moment!, before }
  }

  /** The report of a day as known at a revision; null when the world was replaced meanwhile. */
  async function compose(day: number, rev: number): Promise<ReportBody | null> {
    const { pack } = context
    if (!pack.report) return null
    const now = await momentAt(day, rev)
    const previous = now && (await previousOf(day, rev))
    if (!previous) return null
    const composing = composeReport(pack.report, pack.description, reportPlaces(context), now!, previous)
    for (;;) {
      const step = composing.next()
      if (step.done) return step.value
      await afterOthers()
    }
  }

  /** Several that ask at once wait for one answer. */
  function standing(): Promise<Made | null> {
    const [day, { rev }] = [context.today(), context.known()]
    const key = `${historyId()} ${day} ${rev}`
    if (under?.key === key) return under.report
    const report = compose(day, rev).then((body) => body && { body, madeAt: context.now(), late: false, fixed: false })
    under = { key, report }
    report.catch(() => {}).finally(() => { if (under?.report === report) under = null })
    return report
  }
  const madeOn = async (day: ReportDay): Promise<Made | null> => (day === 'now' ? standing() : fixedOn(day))

  function hasRow(user: User, id: string): boolean {
    const reach = desk.reachOf(user)
    return id === NO_COMMITTEE ? reach.hasEverything : reach.hasPlace(numberOfId('n', id))
  }

  function cut(user: User, { body: { version: _, ...body }, madeAt, late, fixed }: Made): DailyReportView {
    const rows = body.rows.filter(({ id }) => hasRow(user, id))
    return { ...body, rows, total: totalOf(rows, body.figures.length), fixed, madeAt, late }
  }

  const dueMinute = (): number => readReportTime(reportTime()) ?? 0

  /** Works out the report of a day as known at a revision and keeps it; false when another is there, or the world was replaced. */
  async function fix(day: number, rev: number, late: boolean, asOf?: number): Promise<boolean> {
    const history = historyId()
    const composed = await compose(day, rev)
    if (!composed || history !== historyId()) return false
    const body: ReportBody = asOf === undefined ? composed : { ...composed, asOf }
    return tables.addReport({ day: body.day, world_id: history, rev, made_at: context.now(), late: late ? 1 : 0, body: JSON.stringify(body) })
  }

  /**
   * Reports of earlier days whose time passed while the server was down, since the last one that was fixed: each from what
   * was known at its time, by what the log had received then.
   */
  async function makeUpMissed(): Promise<boolean> {
    const today = context.today()
    const looked = `${historyId()} ${today}`
    if (looked === lookedForMissed) return false
    const last = tables.reports().find((row) => row.world_id === historyId() && row.day < dayToText(today))
    let made = false
    let { rev } = last ?? { rev: 0 }
    for (let day = last ? Math.max(dayFromText(last.day)! + 1, today - MOST_MISSED) : today; day < today; day++) {
      const asOf = (day * 1_440 + dueMinute() - context.zoneOffsetMinutes()) * 60_000
      rev = Math.max(rev, lastSeqBy(store, asOf))
      if (tables.report(dayToText(day))) continue
      if (!(await fix(day, rev, true, asOf))) return made
      made = true
    }
    lookedForMissed = looked
    return made
  }

  async function fixWhenDue(): Promise<boolean> {
    if (!context.pack.report) return false
    const made = await makeUpMissed()
    return (await fixToday()) || made
  }

  async function fixToday(): Promise<boolean> {
    const minute = minuteNow(context)
    const due = dueMinute()
    const day = dayToText(context.today())
    if (minute < due) return false
    const kept = tables.report(day)
    if (kept) {
      if (kept.world_id === historyId() || !isDemo) return false
      tables.removeReport(day)
    }
    return fix(context.today(), context.known().rev, minute - due > LATE_AFTER_MINUTES)
  }

  const reports: Reports = {
    list: () => ({
      today: dayToText(context.today()), reportTime: reportTime(),
      days: tables.reports().filter((row) => row.world_id === historyId()).map(({ day, rev, made_at, late }) => ({ day, rev, madeAt: made_at, late: late === 1 })),
    }),
    async view(user, day) {
      const made = await madeOn(day)
      return made && cut(user, made)
    },
    async reasons(user, day, asked) {
      const made = await madeOn(day)
      const { pack } = context
      if (!made || !pack.report) return null
      const { body } = made
      const now = await momentAt(dayFromText(body.day)!, body.rev)
      const before = now && (await momentAt(dayFromText(body.previous.day)!, body.previous.rev))
      if (!before) return null
      const places = reportPlaces(context)
      const reasons = []
      for (const { figure: key, place } of asked) {
        const figure = pack.report.figures.find((one) => one.key === key)
        const rows = places.rows.map(({ id }) => (place === 'all' || id === place) && hasRow(user, id))
        if (!figure || !rows.includes(true)) continue
        const changes = explainFigure(figure, pack.report, pack.description, now!, before, (unit) => rows[places.rowOfUnit[unit]])
        reasons.push(describeReason(context, key, place, changes, now!))
      }
      return { day: body.day, rev: body.rev, reasons }
    },
    reason: async (user, day, figure, place) => (await reports.reasons(user, day, [{ figure, place }]))?.reasons[0] ?? null,
    setReportTime(time) {
      if (readReportTime(time) === null) return false
      store.writeMeta(TIME_KEY, time)
      return true
    },
    fixWhenDue: () => (fixing ??= fixWhenDue().finally(() => (fixing = null))),
  }
  return reports
}
