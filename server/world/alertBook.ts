import { idOf, numberOfId } from '../merge/opaqueId.ts'
import { dayFromText } from '../protocol/day.ts'
import type { AlertAct } from '../protocol/school.ts'
import type { LogEntry } from '../store/logEntry.ts'
import { type AlertState, type AlertStep, openedAlert, reduceAlert } from './reduceAlert.ts'

export interface AlertRecord {
  /** What the rules call it; stable, and in the log instead of a number. */
  key: string
  rule: string
  campus: number
  /** Of an alert about a class. */
  class: string
  /** Of an alert about a device. */
  device: string
  /** One; of a class or a device those whom it is about. */
  students: number[]
  day: number
  openedSeq: number
  openedAt: number
  openedOn: number
  /** Log sequences of the checks that gave the reason; a verdict adds those of the same pupil that say the same. */
  checks: number[]
  details: Record<string, string | number>
  /** Group that it was opened in, or ''. */
  openedIn: string
  /** Level that it opened at. */
  openedAtLevel: number
  steps: AlertStep[]
  now: AlertState
}

/** What the book has to know of the rules. */
export interface AlertTraits { countsAsAbnormal(rule: string): boolean; tagsHome(rule: string): boolean; isOfDevice(rule: string): boolean; isStanding(rule: string): boolean }

/**
 * Alerts of schools and what was done with them, in the order of the log. Steps name an alert by its key: numbers are
 * handed out anew when a demo begins again.
 */
export class AlertBook {
  readonly alerts: AlertRecord[] = []
  private readonly byKey = new Map<string, number>()
  private readonly byStudent = new Map<number, number[]>()
  private readonly byCheck = new Map<number, number[]>()
  /** Group's key → its members at the moment. */
  private readonly members = new Map<string, Set<number>>()

  constructor(private readonly traits: AlertTraits) {}

  /** The alert that an entry opened or changed, or -1 when there is no such alert (any more). */
  apply({ seq, receivedAt, validOn, author, body }: LogEntry): number {
    const on = dayFromText(validOn)!
    const key = body.key as string
    if (body.act === 'open') {
      if (this.byKey.has(key)) return -1
      const group = typeof body.group === 'string' ? body.group : ''
      const level = typeof body.level === 'number' ? body.level : 0
      this.put({
        key, rule: body.rule as string, campus: numberOfId('c', body.campus), class: textOf(body.class), device: textOf(body.device),
        students: (body.students as string[]).map((id) => numberOfId('s', id)), day: body.day as number, openedSeq: seq, openedAt: receivedAt, openedOn: on,
        checks: typeof body.check === 'number' ? [body.check] : [], details: body.details as AlertRecord['details'], openedIn: group, openedAtLevel: level, steps: [], now: openedAlert(receivedAt, group, level),
      })
      return this.alerts.length - 1
    }
    const index = this.byKey.get(key)
    if (index === undefined) return -1
    const step: AlertStep = { seq, at: receivedAt, on, by: author, act: body.act as AlertAct, word: wordOf(body) }
    const alert = this.alerts[index]
    alert.steps.push(step)
    for (const check of (body.voids as number[] | undefined) ?? []) this.addCheck(index, check)
    this.leaveGroup(index)
    alert.now = reduceAlert(alert.now, step)
    this.joinGroup(index)
    return index
  }

  /** By its id (`k…`) or its key; -1 when there is none. */
  indexOf(alert: unknown): number {
    if (typeof alert !== 'string') return -1
    const index = numberOfId('k', alert)
    return index >= 0 && index < this.alerts.length ? index : this.byKey.get(alert) ?? -1
  }

  idOf(index: number): string {
    return idOf('k', index)
  }

  newestSeqOf(index: number): number {
    const { steps, openedSeq } = this.alerts[index]
    return steps.length > 0 ? steps[steps.length - 1].seq : openedSeq
  }

  /** Alerts about a pupil, oldest first; those of a class or a device that names the pupil among them. */
  ofStudent(student: number): readonly number[] {
    return this.byStudent.get(student) ?? NONE
  }

  /** Alerts that a check gave reason to. */
  ofCheck(checkSeq: number): readonly number[] {
    return this.byCheck.get(checkSeq) ?? NONE
  }

  /** Those that go with an alert at the moment. */
  membersOf(index: number): number[] {
    return [...this.members.get(this.alerts[index].key) ?? []].sort((a, b) => a - b)
  }

  /** Whether a check was found to be a data error: every alert that it counted as abnormal for says so. */
  isVoided(checkSeq: number, maxSeq = Infinity): boolean {
    const alerts = this.byCheck.get(checkSeq)
    if (!alerts) return false
    let isVoid = false
    for (const index of alerts) {
      const alert = this.alerts[index]
      if (!this.traits.countsAsAbnormal(alert.rule) || alert.openedSeq > maxSeq) continue
      if ((maxSeq === Infinity ? alert.now : this.stateAt(index, Infinity, maxSeq)!).verdict !== 'data-error') return false
      isVoid = true
    }
    return isVoid
  }

  /** As known at `maxSeq` about `day`; null when it had not opened. */
  stateAt(index: number, day: number, maxSeq: number): AlertState | null {
    const alert = this.alerts[index]
    if (alert.openedSeq > maxSeq || alert.openedOn > day) return null
    let state = openedAlert(alert.openedAt, alert.openedIn, alert.openedAtLevel)
    for (const step of alert.steps) if (step.seq <= maxSeq && step.on <= day) state = reduceAlert(state, step)
    return state
  }

  /** Whether walls count it: somebody has still to do with it, and no group stands for it. */
  isCounted(index: number): boolean {
    const { rule, now } = this.alerts[index]
    return now.state !== 'closed' && now.group === '' && !this.traits.isStanding(rule)
  }

  isOfDevice(index: number): boolean {
    return this.traits.isOfDevice(this.alerts[index].rule)
  }

  /** Whether it lays its tag on the pupils' homes: until it is closed or found to be none. What a broken device said is not believed. */
  tagsHomes(index: number, state: AlertState | null = this.alerts[index].now): boolean {
    if (state === null || !this.traits.tagsHome(this.alerts[index].rule)) return false
    if (state.state === 'closed' || (state.verdict !== null && state.verdict !== 'true')) return false
    const group = state.group === '' ? undefined : this.byKey.get(state.group)
    return group === undefined || !this.isOfDevice(group)
  }

  save(): unknown {
    return this.alerts
  }

  /** Throws when it was saved by an older version: then the log is read instead. */
  restore(saved: unknown): void {
    if (!Array.isArray(saved)) throw new Error('checkpoint lacks the alert book')
    for (const alert of saved as AlertRecord[]) this.put(alert)
  }

  private put(alert: AlertRecord): void {
    const index = this.alerts.push(alert) - 1
    this.byKey.set(alert.key, index)
    for (const student of alert.students) push(this.byStudent, student, index)
    for (const check of alert.checks) push(this.byCheck, check, index)
    this.joinGroup(index)
  }

  private addCheck(index: number, check: number): void {
    const { checks } = this.alerts[index]
    if (checks.includes(check)) return
    checks.push(check)
    push(this.byCheck, check, index)
  }

  private leaveGroup(index: number): void {
    this.members.get(this.alerts[index].now.group)?.delete(index)
  }

  private joinGroup(index: number): void {
    const { group } = this.alerts[index].now
    if (group === '') return
    const members = this.members.get(group)
    if (members) members.add(index)
    else this.members.set(group, new Set([index]))
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const wordOf = ({ verdict, to, level, group }: Record<string, unknown>): string => (typeof level === 'number' ? String(level) : textOf(verdict ?? to ?? group))

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const NONE: readonly number[] = []
