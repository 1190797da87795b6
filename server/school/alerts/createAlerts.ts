import type { AuditLog } from '../../audit/auditLog.ts'
import type { Accounts } from '../../auth/accounts/accounts.ts'
import { roleOf } from '../../auth/roles.ts'
import type { User } from '../../auth/user.ts'
import { createReach, type Reach } from '../../desk/createReach.ts'
import type { Desk } from '../../desk/desk.ts'
import { deskAnswer } from '../../desk/deskAnswer.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import type { AlertRow } from '../../feeds/alert/alertRow.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import type { AlertRule, AlertRules } from '../../packs/alertRules.ts'
import { dayToText } from '../../protocol/day.ts'
import type { DeskAnswer } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import { ALERT_FILTERS, type AlertCounts, type AlertFilter, type AlertStepDraft } from '../../protocol/school.ts'
import type { AlertRecord } from '../../world/alertBook.ts'
import { NO_UNIT } from '../../world/registers.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { alertDueAt } from './alertDue.ts'
import { type AlertQuery, type Alerts, GroupChangedError } from './alerts.ts'
import { alertTimes } from './alertTimes.ts'
import { alertView, ruleOf } from './alertView.ts'
import { AUTHORITY_CHANNEL } from './authorityChannel.ts'
import { createAlertEngine } from './createAlertEngine.ts'
import { gatherHomes } from './gatherHomes.ts'
import { managedHomeOf } from './homeAlertRows.ts'
import { isResting, isStanding } from './isResting.ts'
import { openingLevel } from './openingLevel.ts'
import { passOnId } from './passOnId.ts'

const A_PAGE = 100
/** More at once is a program. */
const MOST_STEPS = 8
const STEP_ACTS: readonly AlertStepDraft['act'][] = ['acknowledge', 'assign', 'verify', 'pass-on', 'close', 'note', 'group']
const STEP_FIELDS = ['id', 'act', 'verdict', 'to', 'note', 'group'] as const

export interface AlertsOptions { desk: Pick<Desk, 'context' | 'reachOf'>; audit: AuditLog; accounts: Pick<Accounts, 'list' | 'get'>; outbox: Outbox; rules: AlertRules; onTrouble(error: unknown): void }

/** Alerts of schools: the engine that opens them, and what pages may ask and do. */
export function createAlerts({ desk, audit, accounts, outbox, rules, onTrouble }: AlertsOptions): Alerts {
  const { context } = desk
  const engine = createAlertEngine({
    ...context, rules, onTrouble,
    // On disk before the mark moves on; the same id twice is one message.
    onPassOn: ({ body, seq }) => {
      if (context.store.outboxTables.authority('all')?.enabled === 1) outbox.post([{ id: passOnId(body.key as string, seq), channel: AUTHORITY_CHANNEL, payload: { alert: body.key, seq } }])
    },
  })
  const mentioned = new Set(rules.rules.flatMap(({ hears }) => hears))
  /** Roles that no rule names (an administrator's) hear of everything in their scope. */
  const hears = (user: User, alert: AlertRecord): boolean => !mentioned.has(user.role) || rolesOf(alert).includes(user.role)
  /** Roles that hear of an alert: of somebody who works there none that goes with classes and grades. */
  const rolesOf = ({ rule, class: className }: AlertRecord): string[] => {
    const deaf = rules.levels.slice(0, openingLevel(rules, className).level ?? 0)
    return ruleOf(rules, rule).hears.filter((role) => !deaf.some((level) => level.role === role))
  }
  const inScope = (reach: Reach, alert: AlertRecord): boolean =>
    (alert.students.length > 0 ? alert.students.some((student) => reach.hasStudent(student)) : reach.hasCampus(alert.campus))
  const mayKnow = (user: User, reach: Reach, alert: AlertRecord): boolean => inScope(reach, alert) && hears(user, alert)
  const alertInReach = (user: User, id: unknown): number => {
    const { alertBook: book } = context.known()
    const index = numberOfId('k', id)
    return index >= 0 && index < book.alerts.length && mayKnow(user, desk.reachOf(user), book.alerts[index]) ? index : -1
  }
  const isOverdue = (alert: AlertRecord): boolean => {
    const dueAt = alert.now.group === '' ? alertDueAt(rules, alert) : null
    return dueAt !== null && context.now() >= dueAt
  }
  const isTodo = (alert: AlertRecord): boolean => alert.now.state !== 'closed' && !isResting(rules, alert)
  const isMine = (user: User, alert: AlertRecord): boolean => {
    const { now: { state, assignedTo, level: reached } } = alert
    const level = rules.levels.findIndex(({ role }) => role === user.role)
    return state !== 'closed' && (assignedTo === user.id || (level >= 0 && reached >= level && isTodo(alert)))
  }
  function passes(user: User, alert: AlertRecord, filter: AlertFilter): boolean {
    switch (filter) {
      case 'all': return true
      case 'todo': return isTodo(alert)
      case 'mine': return isMine(user, alert)
      case 'overdue': return isOverdue(alert)
      case 'standing': return alert.now.state !== 'closed' && isStanding(rules, alert.rule)
      default: return alert.now.state === filter
    }
  }
  const membersInReach = (user: User, index: number): number[] => {
    const reach = desk.reachOf(user)
    const { alertBook: book } = context.known()
    return book.membersOf(index).filter((member) => inScope(reach, book.alerts[member]))
  }
  const view = (user: User, index: number, withSteps = false) => alertView(context, rules, outbox, index, membersInReach(user, index).length, withSteps)
  /** What a user sees as a line of its own: members stand behind their group, if the user may see that. */
  function lines(user: User, isWanted: (alert: AlertRecord) => boolean = () => true): number[] {
    const reach = desk.reachOf(user)
    const { alertBook: book } = context.known()
    const found: number[] = []
    book.alerts.forEach((alert, index) => {
      if (!isWanted(alert) || !mayKnow(user, reach, alert)) return
      const group = alert.now.group === '' ? -1 : book.indexOf(alert.now.group)
      if (group < 0 || !mayKnow(user, reach, book.alerts[group])) found.push(index)
    })
    return found
  }
  /** What stands of a home lies behind whatever has happened. */
  const standsLast = (rule: AlertRule): number => Number(rule.isStanding === true)
  const byUrgency = (a: number, b: number): number => {
    const { alerts } = context.known().alertBook
    const [first, second] = [alerts[a], alerts[b]]
    const closed = Number(first.now.state === 'closed') - Number(second.now.state === 'closed')
    if (closed !== 0) return closed
    if (first.now.state === 'closed') return second.now.closedAt - first.now.closedAt || b - a
    const [one, other] = [first, second].map(({ rule }) => ruleOf(rules, rule))
    return standsLast(one) - standsLast(other) || one.urgency - other.urgency || Number(isOverdue(second)) - Number(isOverdue(first)) || first.openedAt - second.openedAt || a - b
  }

  const lateFirst = (a: number, b: number): number => {
    const { alerts } = context.known().alertBook
    const [one, other] = [a, b].map((index) => ruleOf(rules, alerts[index].rule))
    return standsLast(one) - standsLast(other) || Number(isOverdue(alerts[b])) - Number(isOverdue(alerts[a])) || byUrgency(a, b)
  }

  /** Whose lines stand together: those of a home about which something is left to do, what happened there and what stands of it apart. */
  function homeOf(index: number): string | null {
    const known = context.known()
    const alert = known.alertBook.alerts[index]
    const rule = ruleOf(rules, alert.rule)
    if (rule.about !== 'pupil' || alert.students.length !== 1 || alert.now.state === 'closed') return null
    const [student] = alert.students
    const managed = managedHomeOf(known, context.live(), student, rules.home)
    const unit = managed >= 0 ? managed : known.registers.studentUnit.values[student] ?? NO_UNIT
    return unit === NO_UNIT ? null : `${standsLast(rule)} ${unit}`
  }

  function countsBy(user: User, campuses: ReadonlySet<number> | null): AlertCounts[] {
    const { alertBook: book } = context.known()
    const counts = new Map<number, AlertCounts>()
    // What is closed or rests counts nowhere here, and is nearly all of a term.
    for (const index of lines(user, (alert) => isTodo(alert) && (campuses === null || campuses.has(alert.campus)))) {
      const alert = book.alerts[index]
      const count = counts.get(alert.campus) ?? { campus: idOf('c', alert.campus), open: 0, todo: 0, overdue: 0 }
      counts.set(alert.campus, count)
      if (alert.now.state === 'open') count.open++
      count.todo++
      if (isOverdue(alert)) count.overdue++
    }
    return [...counts.values()]
  }

  /** Colleagues who may work on it: their role hears of it, and their scope covers it. */
  function colleaguesOf(alert: AlertRecord): { id: string; name: string; role: string }[] {
    const { registers } = context.known()
    const roles = rolesOf(alert)
    return accounts.list().filter(({ disabled, role, scope }) =>
      !disabled && roles.includes(role) && roleOf(role)?.permissions.includes('alerts.work') && inScope(createReach(registers, context.world(), scope), alert))
  }

  /** A gate's reading has no answers; what stands of a home was told by no check at all. */
  function checksOf({ rule, checks, students, day }: AlertRecord): number[] {
    const told = checks.filter((seq) => context.store.entryAt(seq)?.feed === 'school')
    if (told.length > 0 || ruleOf(rules, rule).about !== 'pupil') return told
    const newest = context.known().newestOn(students[0], day)
    return newest ? [newest.seq] : []
  }

  async function send(user: User, action: string, subject: string, details: Record<string, string | number>, rows: AlertRow[], locale: Locale): Promise<DeskAnswer> {
    const result = await context.accept('alert', rows, user.id)
    if (result.accepted > 0) audit.write({ account: user.id, action, subject, details: { ...details, accepted: result.accepted, rev: result.rev } })
    await engine.settled()
    return { ...deskAnswer(result, locale), rev: context.known().rev }
  }

  return {
    ...engine,
    list(user, query: AlertQuery) {
      const { registers, alertBook: book, rev } = context.known()
      const all = lines(user)
      const counts = Object.fromEntries(ALERT_FILTERS.map((filter) => [filter, all.reduce((count, index) => count + Number(passes(user, book.alerts[index], filter)), 0)])) as Record<AlertFilter, number>
      const campuses = [...new Set(all.map((index) => book.alerts[index].campus))].sort((a, b) => a - b)
      const campus = query.campus === null ? null : numberOfId('c', query.campus)
      const sorted = all.filter((index) => passes(user, book.alerts[index], query.filter) && (query.rule === null || book.alerts[index].rule === query.rule) && (campus === null || book.alerts[index].campus === campus)).sort(query.filter === 'mine' ? lateFirst : byUrgency)
      const wanted = gatherHomes(sorted, homeOf)
      const at = query.after === null ? 0 : wanted.findIndex(({ line }) => line === numberOfId('k', query.after)) + 1
      const page = wanted.slice(at, at + A_PAGE)
      return {
        alerts: page.map(({ line, lead }) => ({ ...view(user, line), home: lead === null ? null : book.idOf(lead) })), next: at + A_PAGE < wanted.length ? book.idOf(page[page.length - 1].line) : null, counts,
        campuses: campuses.map((each) => ({ id: idOf('c', each), name: registers.campuses[each].name })),
        rules: rules.rules.filter(({ hears: roles }) => !mentioned.has(user.role) || roles.includes(user.role)).map(({ key, name }) => ({ key, name })),
        levels: rules.levels.map(({ role }) => ({ role, name: roleOf(role)?.name ?? { 'zh-CN': role, en: role } })),
        rev,
      }
    },
    detail(user, id) {
      const index = alertInReach(user, id)
      if (index < 0) return null
      const alert = context.known().alertBook.alerts[index]
      const colleagues = colleaguesOf(alert).map(({ id: account, name, role }) => ({ id: account, name, role: roleOf(role)!.name }))
      return { alert: view(user, index, true), checks: checksOf(alert), members: membersInReach(user, index).sort(byUrgency).map((member) => view(user, member)), colleagues }
    },
    async step(user, id, steps, seen, locale) {
      const index = alertInReach(user, id)
      if (index < 0) return null
      const alert = context.known().alertBook.alerts[index]
      const answer: DeskAnswer = { accepted: 0, rev: context.known().rev, problems: [] }
      const refuse = (at: number, field: string, code: string): void => {
        const problem = rowProblem(field, code)
        answer.problems.push({ index: at, field, code, reason: problem.reason[locale] })
      }
      if (steps.length === 0 || steps.length > MOST_STEPS) refuse(0, 'act', 'too-many')
      if (seen !== undefined && !Number.isSafeInteger(seen)) refuse(0, 'seen', 'not-a-number')
      const rows: AlertRow[] = []
      steps.forEach((raw, at) => {
        const step = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw as Record<string, unknown> : {}
        if (!(STEP_ACTS as readonly unknown[]).includes(step.act)) return refuse(at, 'act', 'unknown-value')
        if (step.act === 'pass-on' && !user.permissions.has('alerts.pass-on')) return refuse(at, 'act', 'not-allowed')
        if (step.act === 'group' && step.group !== null) return refuse(at, 'group', 'unknown-value')
        if (step.act === 'assign' && !colleaguesOf(alert).some((colleague) => colleague.id === step.to)) return refuse(at, 'to', 'unknown-account')
        const row = Object.fromEntries(STEP_FIELDS.filter((field) => step[field] !== undefined).map((field) => [field, step[field]]))
        rows.push({ ...row, alert: alert.key, ...(seen !== undefined && { seen }) } as unknown as AlertRow)
      })
      if (answer.problems.length > 0) return answer
      const said = steps.map((step) => (step as AlertStepDraft).act).join(' ')
      const verdict = (steps as AlertStepDraft[]).find((step) => step.verdict)?.verdict
      return send(user, 'alert', alert.key, { acts: said, ...(verdict && { verdict }) }, rows, locale)
    },
    async closeGroup(user, id, verdict, note, confirmed, locale) {
      const index = alertInReach(user, id)
      if (index < 0) return null
      const { alertBook: book } = context.known()
      const open = book.membersOf(index).filter((member) => book.alerts[member].now.state !== 'closed')
      if (membersInReach(user, index).filter((member) => open.includes(member)).length !== open.length) return 'beyond-scope'
      if (open.length !== confirmed) throw new GroupChangedError(open.length)
      const noted = note === '' ? {} : { note }
      const rows: AlertRow[] = open.flatMap((member): AlertRow[] => {
        const { key, now } = book.alerts[member]
        return [...(now.verdict === verdict ? [] : [{ act: 'verify' as const, alert: key, verdict, ...noted }]), { act: 'close', alert: key }]
      })
      const group = book.alerts[index]
      if (group.now.state !== 'closed') {
        // The readings of a broken device are errors; then it is true that it is broken.
        const own = ruleOf(rules, group.rule).about === 'device' ? verdict === 'true' ? 'false-alarm' : 'true' : verdict
        rows.push({ act: 'verify', alert: group.key, verdict: own, ...noted }, { act: 'close', alert: group.key })
      }
      return send(user, 'alert-group', group.key, { verdict, count: open.length }, rows, locale)
    },
    times(user, from, to) {
      const reach = desk.reachOf(user)
      const { alertBook: book, registers } = context.known()
      // What was parted from a broken device by its verdict says nothing of anybody's speed, but it was work: it counts.
      const found = book.alerts.filter((alert) => alert.openedOn >= from && alert.openedOn <= to && mayKnow(user, reach, alert))
      const groups = new Map<string, AlertRecord[]>()
      for (const alert of found) {
        const key = `${alert.campus} ${alert.rule}`
        const list = groups.get(key)
        if (list) list.push(alert)
        else groups.set(key, [alert])
      }
      const timesOf = (alerts: readonly AlertRecord[]) => alertTimes(alerts.map(({ openedAt, now }) => ({ openedAt, acknowledgedAt: now.acknowledgedAt, closedAt: now.closedAt })))
      return {
        from: dayToText(from), to: dayToText(to), whole: timesOf(found),
        campuses: [...groups.values()].sort(([a], [b]) => a.campus - b.campus || ruleOf(rules, a.rule).urgency - ruleOf(rules, b.rule).urgency).map((alerts) => ({
          campus: { id: idOf('c', alerts[0].campus), name: registers.campuses[alerts[0].campus].name }, rule: alerts[0].rule, name: ruleOf(rules, alerts[0].rule).name, ...timesOf(alerts),
        })),
      }
    },
    counts: (user) => countsBy(user, null),
    changes(user, campuses) {
      const reach = desk.reachOf(user)
      if (![...campuses].some((campus) => reach.hasCampus(campus))) return null
      const mine = countsBy(user, campuses)
      // A campus whose last alert is gone from view is told as none.
      for (const campus of campuses) if (reach.hasCampus(campus) && !mine.some(({ campus: id }) => id === idOf('c', campus))) mine.push({ campus: idOf('c', campus), open: 0, todo: 0, overdue: 0 })
      return { rev: context.known().rev, campuses: mine }
    },
  }
}
