import { randomUUID } from 'node:crypto'
import type { AuditLog } from '../../audit/auditLog.ts'
import type { User } from '../../auth/user.ts'
import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { minuteNow } from '../../desk/minuteNow.ts'
import { dayOfInstant } from '../../feeds/rowChecks/readInstant.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import { maskName } from '../../privacy/maskName.ts'
import { dayToText } from '../../protocol/day.ts'
import { gateLookup, type GateCounts, type GateDevice, type GatePass, type GatePupil, type SilentDevice } from '../../protocol/gate.ts'
import type { GateDeviceRow } from '../../store/tables.ts'
import { NO_STUDENT } from '../../world/gateColumns.ts'
import { peopleOfCampus, pupilsOfCampus } from '../links/classIndex.ts'
import { pupilName } from '../pupilName.ts'
import { createDevices } from './createDevices.ts'
import type { Gate } from './gate.ts'
import { type PupilAtGate, pupilAtGate, stampOf } from './gateList.ts'
import { holderOf, planCards } from './planCards.ts'
import { adapterOf, READING_ADAPTERS } from './readingAdapters.ts'
import { silentSince } from './silentSince.ts'
import { takeBatch } from './takeBatch.ts'
import { TABLET, takePasses } from './takePasses.ts'

/** Passes that a page shows. */
const PASSES_SHOWN = 60
/** A terminal says every minute or so that it is there. */
const SILENT_AFTER_MINUTES = 10
const silentAfterKey = (campus: number): string => `gate-silent-after.${idOf('c', campus)}`

export interface GateOptions {
  context: DeskContext
  audit: AuditLog
  reachOf(user: User): Reach
  studentByNumber(campus: number, studentNo: string): number | null
}

const MOST_KNOWN = 500
/** Tenths that nobody has: where the pack stops nobody. */
const NO_FEVER = { forehead: 9999, armpit: 9999, thermal: 9999 }

/** What a campus's page was last told, by version. `numbers`: of pupils and staff. */
interface CampusList { day: number; rev: number; minute: number; version: number; students: number; numbers: readonly number[]; pupils: Map<number, { entry: PupilAtGate; text: string; stamp: number; since: number }> }

export function createGate({ context, audit, reachOf, studentByNumber }: GateOptions): Gate {
  const { store } = context
  const tables = store.gateTables
  const devices = createDevices(tables)
  const lists = new Map<number, CampusList>()
  /** Versions of an earlier process mean nothing in this one. */
  const run = randomUUID().slice(0, 8)

  const schoolDays = new Map<string, boolean>()
  /** Whether anybody is expected on that campus on that day. */
  function isSchoolDay(campus: number, day: number): boolean {
    const key = `${campus} ${day} ${context.known().rev}`
    let known = schoolDays.get(key)
    if (known === undefined) {
      if (schoolDays.size > MOST_KNOWN) schoolDays.clear()
      schoolDays.set(key, (known = pupilsOfCampus(context, campus).some((student) => context.known().expectedOn(student, day))))
    }
    return known
  }
  const silentAfterMinutes = (campus: number): number => Number(store.readMeta(silentAfterKey(campus)) ?? SILENT_AFTER_MINUTES)
  const silence = (row: Readonly<GateDeviceRow>): number | null =>
    silentSince(row, { now: context.now(), minuteOfDay: minuteNow(context), isSchoolDay: isSchoolDay(row.campus, context.today()), silentAfterMinutes: silentAfterMinutes(row.campus) })
  const campusNode = (campus: number): { id: string; name: string } => ({ id: idOf('c', campus), name: context.known().registers.campuses[campus]?.name ?? '' })
  const deviceView = (row: Readonly<GateDeviceRow>): GateDevice => ({
    id: row.id, name: row.name, campus: campusNode(row.campus), gate: row.gate, kind: row.kind, disabled: row.disabled === 1,
    lastSeenAt: row.last_seen_at || null, lastReadingAt: row.last_reading_at || null, skewMs: row.skew_ms, silentSince: silence(row), silentAfterMinutes: silentAfterMinutes(row.campus), lastProblem: row.last_problem || null,
  })
  const campusesOf = (reach: Reach): { id: string; name: string }[] =>
    context.known().registers.campuses.map((_, campus) => campus).filter((campus) => reach.hasCampus(campus)).map(campusNode)
  const campusInReach = (user: User, id: string): number => {
    context.live()
    const campus = numberOfId('c', id)
    return reachOf(user).hasCampus(campus) ? campus : -1
  }
  const deviceInReach = (user: User, id: string): Readonly<GateDeviceRow> | null => {
    const row = devices.get(id)
    return row && reachOf(user).hasCampus(row.campus) ? row : null
  }
  /** Keys of the day's list: another salt for each campus and day, and none that can be worked out without the store. */
  const saltOf = (campus: number, day: number): string => store.reportKeyOf('gate-salt', `${campus} ${day}`)

  /** The campus's pupils and staff as they are now, and since which version each has been so. */
  function listOf(campus: number): CampusList {
    const day = context.today()
    let list = lists.get(campus)
    if (!list || list.day !== day) lists.set(campus, (list = { day, rev: -1, minute: -1, version: 0, students: -1, numbers: [], pupils: new Map() }))
    const known = context.known()
    const minute = Math.floor(context.now() / 60_000)
    if (list.rev === known.rev && list.minute === minute) return list
    // Time alone lets somebody in (48 hours are over), and calendars and rosters change: once a minute everybody is looked at.
    const isFull = list.minute !== minute
    if (isFull || list.students !== known.registers.studentCount) list.numbers = peopleOfCampus(context, campus)
    ;[list.rev, list.minute, list.students] = [known.rev, minute, known.registers.studentCount]
    const version = list.version + 1
    for (const student of list.numbers) {
      const stamp = stampOf(context, student, day)
      const before = list.pupils.get(student)
      if (before && before.stamp === stamp && !isFull) continue
      const entry = pupilAtGate(context, student)
      const text = JSON.stringify(entry)
      if (before?.text === text) {
        before.stamp = stamp
        continue
      }
      list.version = version
      list.pupils.set(student, { entry, text, stamp, since: version })
    }
    if (list.pupils.size > list.numbers.length) {
      const there = new Set(list.numbers)
      for (const student of list.pupils.keys()) if (!there.has(student)) list.pupils.delete(student)
      list.version = version
    }
    return list
  }
  /** How often cards of a campus were given out: lists of before do not know all numbers. */
  const cardsGiven = new Map<number, number>()
  const versionText = (campus: number, list: CampusList): string => `${run}.${cardsGiven.get(campus) ?? 0}.${list.day}.${list.version}`

  function countsOf(list: CampusList, reach: Reach): GateCounts {
    const counts = { in: 0, out: 0, unmeasured: 0, stopped: 0 }
    for (const [student, { entry: { presence } }] of list.pupils) {
      if (!presence || !reach.hasStudent(student)) continue
      if (presence.cameIn) counts.in++
      if (presence.cameIn && !presence.measured) counts.unmeasured++
      if (presence.wentOut) counts.out++
      if (presence.decision === 'stopped') counts.stopped++
    }
    return counts
  }
  function passesOf(campus: number, reach: Reach, afterSeq: number): GatePass[] {
    return context.known().gate.readings(campus, context.today(), afterSeq, PASSES_SHOWN)
      .filter(({ student }) => student === NO_STUDENT || reach.hasStudent(student))
      .map((reading) => ({
        seq: reading.seq, pupil: reading.student === NO_STUDENT ? null : idOf('s', reading.student), second: reading.second, direction: reading.direction,
        temperatureCelsius: reading.tenths > 0 ? reading.tenths / 10 : null, implausible: reading.implausible, isSecond: reading.isSecond, decision: reading.decision,
        device: reading.device === TABLET ? '' : devices.get(reading.device)?.name ?? reading.device,
      }))
  }
  const silentOf = (campus: number): SilentDevice[] => devices.all().filter((row) => row.campus === campus).flatMap((row) => {
    const since = silence(row)
    return since === null ? [] : [{ id: row.id, name: row.name, gate: row.gate, since: row.last_seen_at || null }]
  })

  return {
    deviceOf: (key) => devices.byKey(key)?.id ?? null,
    devices(user) {
      const reach = reachOf(user)
      return {
        devices: devices.all().filter(({ campus }) => reach.hasCampus(campus)).map(deviceView),
        kinds: READING_ADAPTERS.map(({ key, name, measures }) => ({ key, name, measures })), campuses: campusesOf(reach),
      }
    },
    register(user, { name, campus: id, gate, kind }) {
      const campus = campusInReach(user, id)
      if (campus < 0) return null
      if (!adapterOf(kind)) throw new RangeError('unknown kind of device')
      const { device, key } = devices.add({ campus, name, gate, kind }, context.now())
      audit.write({ account: user.id, action: 'register-device', subject: device.id, details: { campus: id, kind } })
      return { device: deviceView(device), key }
    },
    change(user, id, change) {
      if (!deviceInReach(user, id)) return null
      if (change.kind !== undefined && !adapterOf(change.kind)) throw new RangeError('unknown kind of device')
      const { disabled, ...rest } = change
      audit.write({ account: user.id, action: 'change-device', subject: id, details: disabled === undefined ? {} : { disabled } })
      return deviceView(devices.change(id, { ...rest, ...(disabled !== undefined && { disabled: disabled ? 1 : 0 }) }))
    },
    rotate(user, id) {
      if (!deviceInReach(user, id)) return null
      audit.write({ account: user.id, action: 'rotate-device-key', subject: id })
      const { device, key } = devices.rotate(id)
      return { device: deviceView(device), key }
    },
    setSilentAfter(user, id, minutes) {
      const campus = campusInReach(user, id)
      if (campus < 0) return false
      audit.write({ account: user.id, action: 'set-silent-after', subject: id, details: { minutes } })
      store.writeMeta(silentAfterKey(campus), String(minutes))
      return true
    },
    planCards(user, id, rows, locale) {
      const campus = campusInReach(user, id)
      return campus < 0 ? null : planCards(context, campus, holderOf(campus, reachOf(user), studentByNumber), rows, locale)
    },
    putCards(user, id, cards) {
      const campus = campusInReach(user, id)
      if (campus < 0) return null
      const found: { card: string; student: number }[] = []
      const unknown: number[] = []
      const holder = holderOf(campus, reachOf(user), studentByNumber)
      cards.forEach(({ card, studentNo }, index) => {
        const student = holder(studentNo)
        if (student === null || card.trim() === '') unknown.push(index)
        else found.push({ card, student })
      })
      audit.write({ account: user.id, action: 'put-cards', subject: id, details: { taken: found.length } })
      tables.putCards(campus, found)
      cardsGiven.set(campus, (cardsGiven.get(campus) ?? 0) + 1)
      return { taken: found.length, unknown }
    },

    takeBatch: (id, payload, options) => takeBatch(context, devices, devices.get(id)!, payload, options),
    noteProblem: (id, code) => devices.noteProblem(id, code),
    isEnabled: (id) => devices.get(id)?.disabled === 0,
    campusOf(id) {
      const row = devices.get(id)
      return row ? idOf('c', row.campus) : null
    },

    campuses(user) {
      context.live()
      return campusesOf(reachOf(user))
    },
    day(user, id) {
      const campus = campusInReach(user, id)
      if (campus < 0) return null
      const reach = reachOf(user)
      const { registers } = context.known()
      const list = listOf(campus)
      const salt = saltOf(campus, list.day)
      const cards = new Map<number, string[]>()
      for (const { card, student } of tables.cards(campus)) cards.set(student, [...(cards.get(student) ?? []), card])
      const pupils: GatePupil[] = []
      for (const [student, { entry }] of list.pupils) {
        if (!reach.hasStudent(student)) continue
        const who = store.vault.student(student)
        const numbers = [...(who ? [who.studentNo] : []), ...(cards.get(student) ?? [])]
        pupils.push({ ...entry, class: registers.texts.textOf(registers.studentClass.values[student]), name: maskName(pupilName(context, student)), tail: who?.studentNo.slice(-2) ?? '', lookups: numbers.map((number) => gateLookup(salt, number)) })
      }
      return {
        campus: campusNode(campus), day: dayToText(list.day), isSchoolDay: isSchoolDay(campus, list.day), version: versionText(campus, list), now: context.now(), salt,
        feverTenths: context.pack.gate?.feverTenths ?? NO_FEVER, pupils,
        counts: countsOf(list, reach), passes: passesOf(campus, reach, 0), silent: silentOf(campus),
      }
    },
    news(user, id, known, seq) {
      const campus = campusInReach(user, id)
      if (campus < 0) return null
      const reach = reachOf(user)
      const list = listOf(campus)
      const version = versionText(campus, list)
      const prefix = version.slice(0, version.lastIndexOf('.') + 1)
      const since = known.startsWith(prefix) ? Number(known.slice(prefix.length)) : -1
      const pupils: PupilAtGate[] = []
      for (const [student, one] of list.pupils) if (!(one.since <= since) && reach.hasStudent(student)) pupils.push(one.entry)
      return { version, day: dayToText(list.day), now: context.now(), counts: countsOf(list, reach), passes: passesOf(campus, reach, seq), pupils, silent: silentOf(campus) }
    },
    async pass(user, id, passes, locale) {
      const campus = campusInReach(user, id)
      if (campus < 0) return null
      const reach = reachOf(user)
      const { registers } = context.known()
      const mayPass = (student: number): boolean => student < registers.studentCount && registers.studentCampus.values[student] === campus && reach.hasStudent(student)
      /** Day of the pass → key → pupil: a queue of yesterday has yesterday's keys. */
      const keys = new Map<number, Map<number, number>>()
      const studentFor = (lookup: number, at: number): number => {
        const day = dayOfInstant(at, context.zoneOffsetMinutes())
        let ofDay = keys.get(day)
        if (!ofDay) {
          const salt = saltOf(campus, day)
          ofDay = new Map()
          for (const student of peopleOfCampus(context, campus)) {
            const who = store.vault.student(student)
            if (who) ofDay.set(gateLookup(salt, who.studentNo), student)
          }
          for (const { card, student } of tables.cards(campus)) ofDay.set(gateLookup(salt, card), student)
          keys.set(day, ofDay)
        }
        return ofDay.get(lookup) ?? -1
      }
      return takePasses(context, campus, passes, user.id, locale, mayPass, studentFor)
    },
    close: () => devices.flush(),
  }
}
