import { randomUUID } from 'node:crypto'
import type { DeskContext } from '../../desk/deskContext.ts'
import { minuteNow } from '../../desk/minuteNow.ts'
import { compareGrades } from '../../merge/compareGrades.ts'
import { idOf } from '../../merge/opaqueId.ts'
import { dayToText } from '../../protocol/day.ts'
import { STAFF_CLASS } from '../../protocol/school.ts'
import type { ChaseRow, ChaseTargetRow } from '../../store/tables.ts'
import { CUT_OFF_MINUTE } from '../../world/schoolCalendar.ts'
import type { Leaving, Outbox, OutboxMessage, SendOutcome } from '../outbox/outbox.ts'
import { postWebhook } from '../outbox/postWebhook.ts'
import { signWebhook } from '../outbox/signWebhook.ts'
import { maskedPupil } from '../pupilName.ts'
import type { Chase, ChaseStepView, ChaseTarget, MailSender } from './chase.ts'
import { awaitedParts, type ChaseGroup, chaseGroups, missingAt } from './chaseGroups.ts'
import { CHASE_STEPS, type ChaseStep, readStepMinutes, stepsWith } from './chaseSteps.ts'
import { CHANNEL_KINDS, type ChannelKind, isChannelAddress, MOST_BYTES } from './channels/channelKinds.ts'
import { createPace } from './channels/createPace.ts'
import { readRobotAnswer, ROBOT_KINDS, robotRequest } from './channels/robotRequest.ts'
import { type ChaseText, composeChase } from './composeChase.ts'
import { type ChaseSchool, composeChaseOfSchools } from './composeChaseOfSchools.ts'
import { composeChaseTogether, lineOfPart } from './composeChaseTogether.ts'
import { worstParts } from './worstParts.ts'

const CHANNEL = 'chase'
const STEPS_KEY = 'chase-steps'
/** A step that nobody was there for is not made up hours later: a server that starts at noon wakes no parents. */
const LATEST_MINUTES = 20
const LAST_MINUTE = 1439
/** What is said of the morning is of no use in the afternoon. */
const USEFUL_MS = 4 * 3_600_000

export interface ChaseOptions {
  context: DeskContext
  outbox: Outbox
  cutOffMinute(campus: number, day: number): number
  /** Address of the page of a class for its parents, or null. */
  linkOf(campus: number, className: string): string | null
  /** Null: no mail server is set up. */
  mail: MailSender | null
  worldId(): string
  /** Epoch ms of the real clock: receivers judge signatures by it, and a demo's clock runs faster. */
  realNow(): number
}

/** `campus`: in a message about several schools, whose it is. */
interface Part { campus?: number; grade: string; class: string }
/** What waits to be sent: of which parts of a campus (-1: the district, or several schools), to which channel. */
interface MessagePayload { target: string; step: string; campus: number; parts: Part[]; day: number; worldId: string }
/** A channel that a part was told over, and the message that it stands in with others; `ofSchools`: with other schools, too. */
interface Way { id: string; message: string; ofSchools?: true }

/** Rows of an earlier version have the channel only: a message was of one part. */
const waysOf = (row: ChaseRow): Way[] => (JSON.parse(row.targets) as (string | Way)[]).map((way) => (typeof way === 'string' ? { id: way, message: `${CHANNEL}/${row.id}/${way}` } : way))

/** The chase: who is told, step by step, of those who have not reported; each step once, whatever happens in between. */
export function createChase({ context, outbox, cutOffMinute, linkOf, mail, worldId, realNow }: ChaseOptions): Chase {
  const { store } = context
  const tables = store.chaseTables

  /** Steps that were taken by this process: a pass over all pupils is made once for each, not every second. */
  const looked = new Set<string>()
  const pace = createPace()

  const steps = (): ChaseStep[] => {
    const saved = store.readMeta(STEPS_KEY)
    return stepsWith(saved === null ? null : readStepMinutes(JSON.parse(saved)))
  }
  /** Earlier or later by as much as the campus's cut-off is than 07:30; the bureau's step is of all schools and keeps its minute. */
  const minuteOf = (step: ChaseStep, campus: number, day: number): number =>
    campus < 0 || step.scope === 'district' ? step.minute : Math.min(LAST_MINUTE, Math.max(0, step.minute + cutOffMinute(campus, day) - CUT_OFF_MINUTE))
  const stepsOf = (campus: number, day: number): ChaseStep[] => steps().map((step) => ({ ...step, minute: minuteOf(step, campus, day) }))
  /** The bureau is told of no school whose pupils are not late yet. */
  const isLate = (day: number, minute: number) => (campus: number): boolean => cutOffMinute(campus, day) <= minute
  /** A channel of every class is one of parents: that of the staff says so. */
  const covers = (target: ChaseTargetRow, step: ChaseStep, group: ChaseGroup): boolean =>
    target.enabled === 1 && target.step === step.key && (target.campus === -1 || target.campus === group.campus) &&
    (target.grade === '' || target.grade === group.grade) && (target.class === group.class || (target.class === '' && group.class !== STAFF_CLASS))

  function take(step: ChaseStep, day: number, minute: number, isTold: (campus: number) => boolean): number {
    const targets = tables.targets().filter((target) => target.enabled === 1 && target.step === step.key)
    const world = worldId()
    const at = context.now()
    let taken = 0
    const groups = chaseGroups(context, step.scope, day, -1, isTold)
    /** A channel of all schools would be told of each of them at once, and takes twenty messages a minute. */
    const isOfSchools = (target: ChaseTargetRow): boolean => target.campus < 0 && step.scope !== 'district' && target.kind !== 'webhook' && context.known().registers.campuses.length > 1
    /** By channel and school: forty classes are one message to whoever reads it. A webhook is read by a program, which is told of each by itself. */
    const messages = new Map<string, { id: string; channel: string; payload: MessagePayload & Record<string, unknown> }>()
    store.transaction(() => {
      for (const group of groups) {
        const told = targets.filter((target) => covers(target, step, group))
        const id = [world, dayToText(day), step.key, group.campus, group.grade, group.class].join('/')
        const keyOf = (target: ChaseTargetRow): string => (isOfSchools(target) ? target.id : target.kind === 'webhook' ? `${target.id}/${id}` : `${target.id}/${group.campus}`)
        const ways = told.map((target): Way => ({ id: target.id, message: messages.get(keyOf(target))?.id ?? `${CHANNEL}/${id}/${target.id}`, ...(isOfSchools(target) && { ofSchools: true as const }) }))
        const isNew = tables.add({
          id, world_id: world, day: dayToText(day), campus: group.campus, grade: group.grade, class: group.class, step: step.key, at, minute,
          expected: group.expected, missing: group.missing.length, targets: JSON.stringify(ways),
        })
        if (!isNew) continue
        taken++
        for (const [index, target] of told.entries()) {
          const campus = isOfSchools(target) ? -1 : group.campus
          const part: Part = { ...(campus !== group.campus && { campus: group.campus }), grade: group.grade, class: group.class }
          const message = messages.get(keyOf(target))
          if (message) message.payload.parts.push(part)
          else messages.set(keyOf(target), { id: ways[index].message, channel: CHANNEL, payload: { target: target.id, step: step.key, campus, parts: [part], day, worldId: world } })
        }
      }
      outbox.post([...messages.values()])
    })
    return taken
  }

  /** Whoever reported since the step was taken is not told of any more; when all have, nothing is sent. */
  async function send(message: OutboxMessage, signal: AbortSignal, leaving: Leaving): Promise<SendOutcome> {
    const { target: targetId, step: stepKey, campus, day, parts: posted, grade = '', class: className = '' } = message.payload as Partial<Part> & Omit<MessagePayload, 'parts'> & { parts?: Part[] }
    // One that an earlier version has left is of one part.
    const parts = posted ?? [{ grade, class: className }]
    const target = tables.targets().find(({ id }) => id === targetId)
    const step = steps().find(({ key }) => key === stepKey)
    if (!target || target.enabled !== 1 || !step) return { is: 'never', problem: 'removed' }
    if (day !== context.today() || realNow() - message.createdAt > USEFUL_MS) return { is: 'never', problem: 'too-late' }
    const isTold = step.scope === 'district' ? isLate(day, minuteNow(context)) : undefined
    const keyOf = (of: number, part: Part): string => `${of}\u0000${part.grade}\u0000${part.class}`
    const wanted = new Set(parts.map((part) => keyOf(part.campus ?? campus, part)))
    const groups = chaseGroups(context, step.scope, day, campus, isTold).filter((one) => wanted.has(keyOf(one.campus, one)))
    if (groups.length === 0) return { is: 'never', problem: 'all-reported' }
    const isRobot = (ROBOT_KINDS as readonly string[]).includes(target.kind)
    const inMs = isRobot ? pace.waitMs(target.url, message.id, realNow()) : 0
    if (inMs > 0) return { is: 'not-yet', problem: 'limited', inMs }
    if (parts.some((part) => part.campus !== undefined)) {
      const told = composeChaseOfSchools(schoolsOf(step, groups, day), { day, minute: minuteNow(context), cutOffMinute: cutOffMinute(groups[0].campus, day) }, 'zh-CN', MOST_BYTES[target.kind as ChannelKind])
      leaving(told, !isRobot)
      return deliver(target, message.id, told, {}, signal)
    }
    const school = context.known().registers.campuses[campus]?.name ?? ''
    const numbers = groups.map((group): ChaseText => ({
      school, grade: group.grade, class: group.class, day, minute: minuteNow(context), cutOffMinute: cutOffMinute(campus, day),
      expected: group.expected, missing: group.missing.length, staffMissing: group.staffMissing,
      parts: worstParts(context, step.scope, group, day, isTold), names: null, link: null,
    }))
    const compose = (texts: ChaseText[]): string => (parts.length > 1 ? composeChaseTogether(texts, 'zh-CN', MOST_BYTES[target.kind as ChannelKind]) : composeChase(texts[0], 'zh-CN'))
    const text = compose(numbers.map((each, index) => ({
      ...each,
      names: target.with_names === 1 && step.scope === 'class' ? groups[index].missing.map((student) => maskedPupil(context, student).name) : null,
      link: step.scope === 'class' ? linkOf(campus, each.class) : null,
    })))
    // Written down before it goes. A webhook knows it by its key and a mail by its Message-ID; a robot would say it twice.
    leaving(compose(numbers), !isRobot)
    // Figures are for webhooks, and those are told of each part by itself.
    const [one] = numbers
    return deliver(target, message.id, text, { step: step.key, school: campus < 0 ? null : school, grade: one.grade, class: one.class, day: dayToText(day), expected: one.expected, missing: one.missing, ...(one.staffMissing > 0 && { staffMissing: one.staffMissing }), parts: one.parts }, signal)
  }

  /** The schools of these groups, each with what of it is missing. */
  function schoolsOf(step: ChaseStep, groups: readonly ChaseGroup[], day: number): ChaseSchool[] {
    const { campuses } = context.known().registers
    const byCampus = new Map<number, ChaseGroup[]>()
    for (const group of groups) byCampus.set(group.campus, [...byCampus.get(group.campus) ?? [], group])
    return [...byCampus].map(([campus, of]): ChaseSchool => ({
      school: campuses[campus]?.name ?? '', missing: of.reduce((sum, { missing }) => sum + missing.length, 0), staffMissing: of.reduce((sum, { staffMissing }) => sum + staffMissing, 0),
      parts: step.scope === 'campus' ? worstParts(context, step.scope, of[0], day)
        : of.map(({ grade, class: className, missing }) => ({ name: className || grade, missing: missing.length })).sort((a, b) => b.missing - a.missing || compareGrades(a.name, b.name)),
    }))
  }

  async function deliver(target: ChaseTargetRow, id: string, text: string, figures: Record<string, unknown>, signal: AbortSignal): Promise<SendOutcome> {
    const kind = target.kind as ChannelKind
    const at = realNow()
    if (kind === 'mail') return mail ? mail(target.url, text, id, signal) : { is: 'later', problem: 'no-mail-server' }
    if (kind === 'webhook') {
      // The names of grade and class stand in it, and a header with them in it is refused by fetch.
      const key = encodeURI(id)
      const body = JSON.stringify({ id: key, ...figures, text })
      return postWebhook(target.url, body, target.secret === '' ? { 'idempotency-key': key } : signWebhook(target.secret, key, body, at), signal)
    }
    const { url, body } = robotRequest(kind, target.url, target.secret, text, at)
    return postWebhook(url, body, {}, signal, readRobotAnswer)
  }

  outbox.register(CHANNEL, send)

  return {
    steps: (campus = -1, day = context.today()) => stepsOf(campus, day),
    setMinutes(minutes) {
      const read = readStepMinutes(minutes)
      if (read) store.writeMeta(STEPS_KEY, JSON.stringify(read))
      return read !== null
    },
    takeDue() {
      const day = context.today()
      const minute = minuteNow(context)
      let taken = 0
      for (const step of steps()) {
        // Schools with one cut-off are looked at together: there are few of those, and many schools.
        const campuses = step.scope === 'district' ? [-1] : context.known().registers.campuses.keys()
        for (const due of new Set([...campuses].map((campus) => minuteOf(step, campus, day)))) {
          const key = `${worldId()} ${day} ${step.key} ${due}`
          if (minute < due || minute - due >= LATEST_MINUTES || looked.has(key)) continue
          taken += take(step, day, minute, step.scope === 'district' ? isLate(day, minute) : (campus) => minuteOf(step, campus, day) === due)
          looked.add(key)
        }
      }
      return taken
    },
    ofDay(campus, day, hasWhole = true) {
      const rows = tables.ofDay(worldId(), dayToText(day)).filter((row) => row.campus === campus || row.campus < 0)
      const pupils = rows.length === 0 ? [] : awaitedParts(context, campus, day, 'pupils', campus < 0 ? isLate(day, rows[0].minute) : undefined)
      const all = stepsOf(campus, day)
      const ofWhole = new Set(all.flatMap(({ key, scope }) => (scope === 'campus' && hasWhole ? [key] : [])))
      const staff = rows.some((row) => row.class === STAFF_CLASS || ofWhole.has(row.step)) ? awaitedParts(context, campus, day, 'staff') : []
      const partsOf = new Map<string, number>()
      for (const { message } of rows.flatMap(waysOf)) partsOf.set(message, (partsOf.get(message) ?? 0) + 1)
      const kinds = new Map(tables.targets().map(({ id, kind }) => [id, kind]))
      const now = day === context.today() ? minuteNow(context) : 1440
      return rows.flatMap((row): ChaseStepView[] => {
        const isOfAll = row.campus !== campus
        const awaited = row.class === STAFF_CLASS ? staff : pupils
        const missing = isOfAll ? missingAt(awaited, row, row.minute) : row.missing
        // The bureau's step is taken for all campuses at once: one that missed nobody, or was not late yet, was none of its business.
        if (isOfAll && (missing === 0 || !isLate(day, row.minute)(campus))) return []
        const next = all[all.findIndex(({ key }) => key === row.step) + 1]?.minute ?? row.minute + LATEST_MINUTES
        const until = Math.min(now, Math.max(next, row.minute))
        return [{
          step: row.step, grade: row.grade, class: row.class, at: row.at, minute: row.minute, expected: isOfAll ? awaited.reduce((sum, { count }) => sum + count, 0) : row.expected, missing,
          until, missingThen: missingAt(awaited, row, until),
          ...(ofWhole.has(row.step) && staff.length > 0 && { staff: { missing: missingAt(staff, row, row.minute), missingThen: missingAt(staff, row, until) } }),
          channels: waysOf(row).map(({ id, message, ofSchools }) => {
            const state = outbox.stateOf(message)
            // What the bureau was told is of all schools, and no matter of one of them; other classes are none of a class teacher's.
            const whole = !isOfAll && (state?.state === 'sent' || state?.state === 'unsure') ? state.said : ''
            const ofSchool = hasWhole ? lineOfPart(whole, { grade: '', class: context.known().registers.campuses[campus]?.name ?? '' }) : ''
            const said = ofSchools ? ofSchool : hasWhole || partsOf.get(message) === 1 ? whole : lineOfPart(whole, row)
            return { id, kind: kinds.get(id) ?? '', state: state?.state ?? 'waiting', tries: state?.tries ?? 0, problem: state?.problem ?? '', said, settledAt: state?.settledAt ?? null }
          }),
        }]
      })
    },
    targets: () => tables.targets().map((row): ChaseTarget => ({
      id: row.id, campus: row.campus < 0 ? null : idOf('c', row.campus), grade: row.grade, class: row.class, step: row.step, kind: row.kind as ChannelKind,
      address: maskAddress(row), hasSecret: row.secret !== '', withNames: row.with_names === 1, enabled: row.enabled === 1, updatedAt: row.updated_at, updatedBy: context.nameOfAuthor(row.updated_by),
    })),
    setTarget(draft, author) {
      const known = draft.id === undefined ? undefined : tables.targets().find(({ id }) => id === draft.id)
      if (draft.id !== undefined && !known) return { problem: 'unknown-target' }
      if (!CHASE_STEPS.some(({ key }) => key === draft.step)) return { problem: 'unknown-step' }
      if (!(CHANNEL_KINDS as readonly string[]).includes(draft.kind)) return { problem: 'unknown-kind' }
      // An address that was not typed anew stays; it is a secret by itself, and no page has it to send back.
      const url = draft.address ?? known?.url ?? ''
      if (!isChannelAddress(draft.kind, url)) return { problem: 'bad-address' }
      const id = known?.id ?? randomUUID()
      tables.setTarget({
        id, campus: draft.campus, grade: draft.grade, class: draft.class, step: draft.step, kind: draft.kind, url, secret: draft.secret ?? known?.secret ?? '',
        with_names: draft.withNames ? 1 : 0, enabled: draft.enabled ? 1 : 0, updated_at: context.now(), updated_by: author,
      })
      return { id }
    },
    campusOfTarget: (id) => tables.targets().find((target) => target.id === id)?.campus ?? null,
    removeTarget: (id) => tables.removeTarget(id),
    async test(id, signal) {
      const target = tables.targets().find((one) => one.id === id)
      if (!target) return { is: 'never', problem: 'removed' }
      const day = dayToText(context.today())
      return deliver(target, `${CHANNEL}/test/${randomUUID()}`, `【六色】通道测试 ${day}。收到即表示可用。\n[Liuse] channel test ${day}.`, { step: 'test', day }, signal)
    },
  }
}

/** An address with a key in it opens the group to whoever reads it: its host is enough to know it by. */
function maskAddress({ kind, url }: ChaseTargetRow): string {
  if (kind === 'mail') return `${url[0]}***${url.slice(url.indexOf('@'))}`
  return `${new URL(url).host}/…`
}
