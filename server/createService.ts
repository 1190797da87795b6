import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditLog } from './audit/auditLog.ts'
import { auditReports } from './audit/auditReports.ts'
import { createAuditLog } from './audit/createAuditLog.ts'
import type { Accounts } from './auth/accounts/accounts.ts'
import { createAccounts } from './auth/accounts/createAccounts.ts'
import type { PasswordCost } from './auth/accounts/createPasswords.ts'
import { type Clock, systemClock } from './clock.ts'
import { createDesk } from './desk/createDesk.ts'
import type { DeskContext } from './desk/deskContext.ts'
import type { IntakeContext } from './intake/intakeContext.ts'
import { StudentNumbers } from './intake/studentNumbers.ts'
import { normalizeIdNumber } from './feeds/rowChecks/normalizeIdNumber.ts'
import { normalizeName } from './feeds/rowChecks/normalizeName.ts'
import { normalizePhone } from './feeds/rowChecks/normalizePhone.ts'
import { normalizeStudentNo } from './feeds/rowChecks/normalizeStudentNo.ts'
import { identifyPerson } from './merge/identifyPerson.ts'
import { idOf, numberOfId } from './merge/opaqueId.ts'
import type { AnyPack } from './packs/index.ts'
import type { Feed, PersonResult, UnitResult } from './packs/pack.ts'
import { Pipeline } from './pipeline.ts'
import { createGate } from './school/gate/createGate.ts'
import { dayToText } from './protocol/day.ts'
import type { Locale, PackDescription } from './protocol/entities.ts'
import { encodeDelta, type FrameAside } from './protocol/frame.ts'
import { type Moment, type Service, type UnitAnswer, UnknownPlaceError } from './service.ts'
import { createSlowPart } from './slowPart.ts'
import { nameOfClassLink } from './school/links/nameOfClassLink.ts'
import type { LogEntry } from './store/logEntry.ts'
import { FOLLOWED_KEY } from './school/alerts/createAlertEngine.ts'
import { createSchool } from './school/createSchool.ts'
import { openStore, type Store } from './store/openStore.ts'
import { buildLayout, type WorldLayout } from './world/buildLayout.ts'
import { readCheckpoint, writeCheckpoint } from './world/checkpoint.ts'
import { deriveAt, Deriver, homesOfAlert, type Statuses } from './world/deriveAt.ts'
import { Figures } from './world/figures.ts'
import { homeCells } from './world/homeCells.ts'
import { KnownFacts, type Touched } from './world/knownFacts.ts'
import { LiveWorld } from './world/liveWorld.ts'
import { ALERT_AUTHOR } from './world/reduceAlert.ts'
import { NO_UNIT } from './world/registers.ts'
import { SchoolFigures } from './world/schoolFigures.ts'
import { findUnits } from './world/queries/findUnits.ts'
import { listPlaces } from './world/queries/listPlaces.ts'
import { schoolDay } from './world/queries/schoolDay.ts'
import { summariseNow, summariseThen } from './world/queries/summarise.ts'
import { zoneOffsetMinutes } from './zone.ts'

/** The wall's curve has one cut-off: that of the whole district. */
const ALL_CAMPUSES = -1
/** While an import runs, the layout is rebuilt when it pauses this long, not after every slice. */
const LAYOUT_QUIET_MS = 400
/** Entries after which a fresh checkpoint is worth its writing. */
const CHECKPOINT_EVERY = 50_000
/** How often the day is looked at; a wall may be up to this late after midnight. */
const DAY_CHECK_MS = 5_000
/** How often the walls hear of changed densities. */
const CELLS_EVERY_MS = 5_000
/** How often the walls hear of a changed yesterday. */
const PAST_EVERY_MS = 10_000
/** Authors that are no person: the feed's name says enough. */
const SYSTEM_AUTHORS: ReadonlySet<string> = new Set(['api', 'demo', 'resident', 'parent', 'staff', ALERT_AUTHOR])
/** Past days whose figures of schools stay worked out: a week and what somebody looks at. */
const SCHOOL_DAYS_KEPT = 8
/** Moments other than now that stay worked out. */
const MOMENTS_KEPT = 6

export interface ServiceOptions {
  dataFolder: string
  clock: Clock
  /** Of sessions, locks and the audit log; the system's unless told (a demo day's clock jumps). */
  accountClock?: Clock
  passwordCost?: PasswordCost
  zone: string
  pack: AnyPack
  feeds: Feed[]
  demo: boolean
  title?: string
  /** Takes back what this author wrote since the base before anything is read: every demo begins in the morning. */
  beginAgainAs?: string
  /** Caps the store's size in pages, for the full-disk test. */
  maxPages?: number
  /** Where this server is reached from outside, for links in messages. */
  publicUrl?: string | null
  /** The mail server that chases missing reports; absent: none. */
  mail?: { url: string; from: string } | null
  /** Work by the clock failed (a full disk); it is tried again. */
  onTrouble?(error: unknown): void
  onProgress?(text: 'reading-log', done: number): void
}

/** The service plus what only main and the demo use. */
export interface RunningService extends Service {
  accounts: Accounts
  audit: AuditLog
  setReady(ready: boolean): void
  /** Saves a checkpoint now. */
  checkpoint(): Promise<void>
  /** Keeps a checkpoint to which `rewind` goes back. */
  keepBase(): Promise<void>
  /** Takes back what `author` wrote since the base, under a new worldId; what others sent stays. */
  rewind(author: string): Promise<void>
  /** True when the log holds something that `author` did not write. */
  hasEntriesNotBy(...authors: string[]): boolean
  lastSeq(): number
  readMeta(key: string): string | null
  writeMeta(key: string, value: string): void
  /** Flushes, checkpoints and closes. */
  close(): Promise<void>
}

/** Opens the store in `dataFolder`, brings the world up from checkpoint and log, and answers. */
export async function createService(options: ServiceOptions): Promise<RunningService> {
  const { clock, pack } = options
  const store: Store = await openStore(join(options.dataFolder, 'liuse.sqlite'), { maxPages: options.maxPages })
  const checkpointFile = join(options.dataFolder, 'checkpoint.bundle')
  const baseFile = join(options.dataFolder, 'base.bundle')
  const feeds = new Map(options.feeds.map((feed) => [feed.name, feed]))

  const meta = (key: string, make: () => string): string => {
    const known = store.readMeta(key)
    if (known !== null) return known
    const made = make()
    store.writeMeta(key, made)
    return made
  }
  let worldId = meta('world-id', randomUUID)
  /** Names this log's history: a rewind begins another, and older checkpoints no longer belong to it. */
  const logId = meta('log-id', randomUUID)

  let known: KnownFacts
  let world: WorldLayout
  let live: LiveWorld
  let layoutStale = false
  let layoutTimer: NodeJS.Timeout | null = null
  let ready = false
  let closed = false
  let sinceCheckpoint = 0
  let checkpointing: Promise<void> | null = null
  const studentNumbers = new StudentNumbers()
  const studentByNumber = (campus: number, studentNo: string): number | null => studentNumbers.get(campus, studentNo)
  const changeListeners = new Set<() => void>()
  const resetListeners = new Set<() => void>()
  const moments = new Map<string, Statuses>()
  const schoolDays = new Map<number, SchoolFigures>()
  /** Campuses of whose gate or alerts something was said since the boards were last told. */
  const boardsTouched = new Set<number>()
  /** Units that entries touched since the desks were last told; 'all' after a change of reference data. */
  let deskChanges: Set<number> | 'all' = new Set()
  /** Counts what changed the past: backdated reports, reference data, moved tasks. */
  let pastVersion = 0

  const today = (): number => {
    const now = clock.now()
    return Math.floor((now + zoneOffsetMinutes(options.zone, now) * 60_000) / 86_400_000)
  }

  // ---- bringing the world up

  async function loadKnown(): Promise<void> {
    const lastSeq = store.lastSeq()
    known = (await readCheckpoint(checkpointFile, pack, logId, lastSeq)) ?? (await readCheckpoint(baseFile, pack, logId, lastSeq)) ?? new KnownFacts(pack)
    let read = 0
    for (const entry of store.entriesAfter(known.rev)) {
      known.apply(entry)
      if (++read % 20_000 === 0) options.onProgress?.('reading-log', read)
    }
    known.latest.commit()
    sinceCheckpoint = read
    learnStudents()
  }

  function learnStudents(): void {
    studentNumbers.clear()
    for (const row of store.vault.students()) studentNumbers.set(row.campus, normalizeStudentNo(row.student_no), row.student)
  }

  /** Counts live worlds: each counts its own changes from nothing. */
  let worlds = 0
  const createLive = (): LiveWorld => {
    worlds++
    known.registers.settleRoster(today())
    return new LiveWorld(known, world, { day: today(), cutOffMinute: known.calendar.cutOffMinute(ALL_CAMPUSES, today()), zoneOffsetMinutes: zoneOffsetMinutes(options.zone, clock.now()), demo: options.demo })
  }

  function rebuildAll(): void {
    if (layoutTimer) clearTimeout(layoutTimer)
    layoutTimer = null
    layoutStale = false
    world = buildLayout(known.registers, pack.description, { title: options.title ?? '', demo: options.demo })
    live = createLive()
    moments.clear()
    schoolDays.clear()
  }

  function reset(): void {
    rebuildAll()
    for (const listener of resetListeners) listener()
  }

  /** Anyone who reads the world gets it with every import that was acknowledged. */
  function current(): LiveWorld {
    if (layoutStale) reset()
    else if (live.day !== today()) turnDay()
    return live
  }

  /**
   * A new day changes statuses without a log entry, so the revision cannot tell a page that slept through midnight: the
   * day is part of the world's id, and every session begins anew.
   */
  function turnDay(): void {
    live = createLive()
    moments.clear()
    for (const listener of resetListeners) listener()
  }

  /** Same layout and day, other rules' data: what differs goes out as one delta. */
  function rederive(): void {
    const next = createLive()
    next.takeOver(live)
    live = next
    moments.clear()
    school.lookAgain()
    announce()
  }

  function announce(): void {
    for (const listener of changeListeners) listener()
  }

  async function takeBack(author: string): Promise<void> {
    const baseSeq = Number(store.readMeta('base-seq') ?? '0')
    // What the rules made of the author's reports goes with them; of others' reports they make it again.
    store.transaction(() => {
      for (const each of [author, ALERT_AUTHOR]) store.removeEntries(each, baseSeq)
      store.writeMeta(FOLLOWED_KEY, String(baseSeq))
    })
    await rm(checkpointFile, { force: true })
    await loadKnown()
    store.transaction(() => store.vault.forgetAfter(known.personCount, known.registers.studentCount))
    learnStudents()
    worldId = randomUUID()
    store.writeMeta('world-id', worldId)
  }

  if (options.beginAgainAs === undefined) await loadKnown()
  else await takeBack(options.beginAgainAs)
  rebuildAll()

  // ---- the one way in

  let intakeNow: IntakeContext
  const intake = (): IntakeContext => {
    let people = known.personCount
    let students = known.registers.studentCount
    let campuses = known.registers.campuses.length
    const newStudents = new Map<string, number>()
    intakeNow = {
      known, store, newStudents, newCampuses: new Map(), newReportKeys: new Set(), batchBeganAt: 0,
      nextPerson: () => (people = Math.max(people, known.personCount) + 1) - 1,
      nextStudent: () => (students = Math.max(students, known.registers.studentCount) + 1) - 1,
      nextCampus: () => (campuses = Math.max(campuses, known.registers.campuses.length) + 1) - 1,
      studentByNumber,
      rememberStudent: (campus, studentNo, student) => studentNumbers.set(campus, studentNo, student),
      forgetStudentNumber: (campus, studentNo) => studentNumbers.forget(campus, studentNo),
    }
    return intakeNow
  }

  const pipeline = new Pipeline({
    store, known: () => known, feeds, intake,
    parseContext: () => {
      const now = clock.now()
      return { now, today: today(), zoneOffsetMinutes: zoneOffsetMinutes(options.zone, now), forms: known.formBook.forms }
    },
    onApplied(entries, touched) {
      if (entries.length === 0) return
      moments.clear()
      let needsRederive = false
      const todayText = dayToText(today())
      for (let i = 0; i < touched.length; i++) {
        const { what } = touched[i]
        if (what === 'reference' || entries[i].validOn < todayText) pastVersion++
        forgetSchoolDays(touched[i])
        noteBoardChange(touched[i])
        if (what === 'layout') layoutStale = true
        else if (what === 'reference') needsRederive = true
        else if (!layoutStale) live.follow(touched[i])
        noteDeskChange(entries[i], touched[i])
      }
      for (const [key, student] of intakeNow.newStudents) studentNumbers.set(Number(key.slice(0, key.indexOf(' '))), key.slice(key.indexOf(' ') + 1), student)
      if (needsRederive && !layoutStale) rederive()
      if (layoutStale) {
        if (layoutTimer) clearTimeout(layoutTimer)
        layoutTimer = setTimeout(() => layoutStale && !closed && reset(), LAYOUT_QUIET_MS)
      }
      sinceCheckpoint += entries.length
      if (sinceCheckpoint >= CHECKPOINT_EVERY && ready) void checkpoint()
      school.follow(entries, touched, layoutStale ? null : live)
      announce()
    },
    async onTorn() {
      await loadKnown()
      reset()
      if (ready) school.restart()
    },
  })

  /** A person's earlier unit is told, too: somebody has left it. */
  function noteDeskChange({ body }: LogEntry, touched: Touched): void {
    if (deskChanges === 'all') return
    if (touched.what === 'reference' || touched.what === 'layout') deskChanges = 'all'
    else if (touched.what === 'unit') deskChanges.add(touched.unit)
    else if (touched.what === 'task') for (const unit of known.taskBook.unitsOf(touched.task)) deskChanges.add(unit)
    else if (touched.what === 'person') {
      deskChanges.add(touched.unit)
      for (const unit of live.earlierUnitsOf(touched.person)) deskChanges.add(unit)
    } else if (touched.what === 'alert') {
      for (const unit of homesOfAlert(known, touched.alert)) deskChanges.add(unit)
    } else if (touched.what === 'student') {
      const unit = known.registers.studentUnit.values[touched.student]
      if (unit !== NO_UNIT) deskChanges.add(unit)
    } else if (typeof body.unit === 'string') deskChanges.add(numberOfId('u', body.unit))
  }

  async function checkpoint(): Promise<void> {
    if (checkpointing) return checkpointing
    sinceCheckpoint = 0
    checkpointing = writeCheckpoint(checkpointFile, known, logId).finally(() => (checkpointing = null))
    return checkpointing
  }

  // ---- reading

  const isNow = (moment: Moment): boolean => (moment.day === undefined || moment.day === today()) && (moment.rev === undefined || moment.rev >= known.rev)

  /** Figures of every class on a day. Today's are followed; a past day's are worked out and kept until something is said of it. */
  function schoolFiguresAt(day: number, rev?: number): SchoolFigures {
    const liveNow = current()
    if (rev !== undefined && rev < known.rev) return new SchoolFigures(known, day, rev)
    if (day === liveNow.day) return liveNow.school
    let figures = schoolDays.get(day)
    if (!figures) {
      schoolDays.set(day, (figures = new SchoolFigures(known, day)))
      if (schoolDays.size > SCHOOL_DAYS_KEPT) schoolDays.delete(schoolDays.keys().next().value!)
    }
    return figures
  }

  function forgetSchoolDays(touched: Touched): void {
    if (touched.what === 'student') {
      schoolDays.delete(touched.day)
      for (const day of touched.later) schoolDays.delete(day)
    } else if (touched.what === 'leave') for (let day = touched.from; day <= touched.until; day++) schoolDays.delete(day)
    else if (touched.what === 'alert' || touched.what === 'layout' || touched.what === 'reference') schoolDays.clear()
  }

  /** What a board shows besides figures: gate and alerts. */
  function noteBoardChange(touched: Touched): void {
    if (touched.what === 'gate') boardsTouched.add(touched.campus)
    else if (touched.what === 'alert') boardsTouched.add(known.alertBook.alerts[touched.alert].campus)
  }

  function statusesAt(moment: Moment): Statuses {
    current()
    const day = moment.day ?? today()
    const maxSeq = moment.rev ?? 0xffffffff
    const key = `${day} ${maxSeq}`
    let statuses = moments.get(key)
    if (!statuses) {
      statuses = deriveAt(known, day, maxSeq)
      moments.set(key, statuses)
      if (moments.size > MOMENTS_KEPT) moments.delete(moments.keys().next().value!)
    }
    return statuses
  }

  /** Figures of the nodes above buildings at the end of yesterday: a pass over everybody. */
  function figuresOfYesterday(): NonNullable<FrameAside['yesterday']> {
    const statuses = deriveAt(known, today() - 1, 0xffffffff)
    const figures = new Figures(world, pack.description, known.registers.goneBuildings(today() - 1), null)
    const { unitBuilding, unitCount } = known.registers
    for (let unit = 0; unit < unitCount; unit++) figures.addUnit(unitBuilding.values[unit], statuses.unitStatus[unit], statuses.unitTags[unit], 1)
    for (let person = 0; person < statuses.personStatus.length; person++) {
      const unit = statuses.personUnit[person]
      if (unit >= 0) figures.addPerson(unitBuilding.values[unit], statuses.personStatus[person], 1)
    }
    const aside: NonNullable<FrameAside['yesterday']> = {}
    for (let node = 0; node < world.firstBuilding; node++) aside[node] = [...figures.values.subarray(node * figures.counterCount, (node + 1) * figures.counterCount)]
    return aside
  }
  const yesterday = createSlowPart({
    everyMs: PAST_EVERY_MS, key: () => `${today()} ${world.hash} ${pastVersion}`, compute: figuresOfYesterday, onDue: () => { if (!closed) announce() },
  })

  /** Densities that are counted by home. */
  function cellsOfHomes(): NonNullable<FrameAside['cells']> {
    const { firstBuilding, layout } = world
    const points = live.abnormalHomes().flatMap((unit): [number, number][] => {
      if (live.gone[known.registers.unitBuilding.values[unit]]) return []
      const node = firstBuilding + known.registers.unitBuilding.values[unit]
      const [lng, lat] = [layout.lngLat[node * 2], layout.lngLat[node * 2 + 1]]
      return Number.isFinite(lng) && Number.isFinite(lat) ? [[lng, lat]] : []
    })
    const { measures } = pack.description as PackDescription
    return Object.fromEntries(measures.filter(({ byHome }) => byHome === 'abnormal-pupils').map(({ key, leastGroup }) => [key, homeCells(points, leastGroup)]))
  }
  const cells = createSlowPart({
    everyMs: CELLS_EVERY_MS, key: () => `${worlds} ${live.abnormalVersion}`, compute: cellsOfHomes, onDue: () => { if (!closed) announce() },
  })

  function extraAside(): FrameAside {
    const extra: FrameAside = { day: dayToText(live.day) }
    const figures = yesterday.take()
    if (figures) extra.yesterday = figures
    const homes = cells.take()
    if (homes) extra.cells = homes
    return extra
  }

  function explainUnits(units: number[], moment: Moment): UnitResult[] {
    if (isNow(moment)) return units.map((unit) => current().explain(unit))
    const statuses = statusesAt(moment)
    const deriver = new Deriver(known, moment.day ?? today(), moment.rev ?? 0xffffffff)
    const people = new Map<number, PersonResult[]>(units.map((unit) => [unit, []]))
    for (let person = 0; person < statuses.personUnit.length; person++) people.get(statuses.personUnit[person])?.push(deriver.person(person)!.result)
    return units.map((unit) => deriver.unit(unit, people.get(unit)!, statuses.movedAway[unit] === 1, statuses.marks.pupilAlerts[unit] > 0, statuses.marks.openTasks.get(unit) ?? 0))
  }

  function answerUnit(unit: number, { status, tags, reason }: UnitResult, locale: Locale): UnitAnswer {
    const { registers } = known
    const { description } = pack
    const building = registers.unitBuilding.values[unit]
    return {
      id: idOf('u', unit), compound: registers.compoundNameOf(building), building: registers.buildings[building].label, room: registers.roomOf(unit),
      status: description.statuses[status]?.key ?? '',
      reason: {
        rule: reason.rule, code: reason.code, text: pack.wordReason(reason, locale), feed: reason.feed, seq: reason.seq,
        registeredOn: reason.validOn === null ? null : dayToText(reason.validOn), listSeq: reason.listSeq,
      },
      tags: (description as PackDescription).tags.filter((_, bit) => tags & (1 << bit)).map(({ key }) => key),
    }
  }

  function nodeOf(place: string): number {
    if (place === 'all') return world.rootNode
    const asPlace = numberOfId('n', place)
    if (asPlace >= 0 && asPlace < known.registers.places.length) return world.firstPlace + asPlace
    const asBuilding = numberOfId('b', place)
    if (asBuilding >= 0 && asBuilding < known.registers.buildings.length) return world.firstBuilding + asBuilding
    throw new UnknownPlaceError(place)
  }

  const shownWorldId = (): string => `${worldId}.${current().day}`

  const dayTimer = setInterval(() => {
    if (ready && !layoutStale && live.day !== today()) turnDay()
  }, DAY_CHECK_MS)
  dayTimer.unref()

  const { now: accountNow } = options.accountClock ?? systemClock
  const audit = createAuditLog(store.auditTable, accountNow)
  const accounts = createAccounts({ tables: store.accountTables, audit, now: accountNow, passwordCost: options.passwordCost })

  const deskContext: DeskContext = {
    pack, store,
    known: () => known,
    live: current,
    world: () => (current(), world),
    now: () => clock.now(),
    today,
    zoneOffsetMinutes: () => zoneOffsetMinutes(options.zone, clock.now()),
    statusesAt: (day, maxSeq) => statusesAt({ day, rev: maxSeq }),
    schoolFigures: schoolFiguresAt,
    check: (kind, row) => pipeline.check(kind, row),
    accept: async (kind, rows, author) => {
      const result = await pipeline.accept(kind, rows, author)
      if (result.accepted > 0 && store.accountTables.account(author)) auditReports(audit, kind, rows, author, result)
      return result
    },
    nameOfAuthor: (author) => store.accountTables.account(author)?.name ?? nameOfClassLink(store.classTables, author) ?? (SYSTEM_AUTHORS.has(author) ? '' : author),
  }

  const desk = createDesk(deskContext, audit)
  const gate = createGate({ context: deskContext, audit, reachOf: desk.reachOf, studentByNumber })

  const school = createSchool({
    desk, audit, accounts, studentByNumber, now: accountNow, publicUrl: options.publicUrl ?? null, mail: options.mail ?? null,
    isReady: () => ready && !closed && !layoutStale, worldId: () => worldId, onTrouble: (error) => options.onTrouble?.(error),
  })
  resetListeners.add(() => school.lookAgain())

  const service: RunningService = {
    desk,
    school,
    takeSchoolAlerts: () => school.alerts.takeChanges(),
    takeSchoolBoards() {
      if (layoutStale) return null
      const changes = school.boards.takeChanges(boardsTouched)
      boardsTouched.clear()
      return changes
    },
    gate,
    takeDeskChanges() {
      const changes = deskChanges
      if (changes !== 'all' && changes.size === 0) return null
      deskChanges = new Set()
      return changes
    },
    accounts,
    audit,
    ready: () => ready,
    rev: () => known.rev,
    worldId: () => shownWorldId(),
    layoutHash: () => (current(), world.hash),
    now: () => clock.now(),
    today,
    demo: () => options.demo,
    accept: (kind, rows, author) => pipeline.accept(kind, rows, author),
    summary(place, moment) {
      const liveNow = current()
      const node = place === null ? world.rootNode : nodeOf(place)
      const counts = isNow(moment) ? summariseNow(world, liveNow.figures, liveNow.gone, pack.description, node) : summariseThen(known.registers, world, statusesAt(moment), known.registers.goneBuildings(moment.day ?? today(), moment.rev), pack.description, node)
      return { asOf: dayToText(moment.day ?? today()), rev: moment.rev ?? known.rev, ...counts }
    },
    units(query, moment, locale) {
      current()
      const maxSeq = moment.rev ?? 0xffffffff
      const found = findUnits(known.registers, query).filter((unit) => known.registers.unitSeq.values[unit] <= maxSeq)
      return explainUnits(found, moment).map((result, index) => answerUnit(found[index], result, locale))
    },
    places() {
      const { gone } = current()
      return listPlaces(world, gone)
    },
    campuses: () => known.registers.campuses.map(({ name }, campus) => ({ id: idOf('c', campus), name })),
    schoolDay: (name, day, rev) => schoolDay(known, name, schoolFiguresAt(day, rev)),
    bounds: () => (current(), world.layout.head.bounds),
    layoutBytes: (hash) => (current(), hash === world.hash ? world.bytes : null),
    snapshotBytes() {
      const liveNow = current()
      return { rev: known.rev, bytes: liveNow.snapshot(clock.now(), shownWorldId(), { day: dayToText(liveNow.day), yesterday: yesterday.current(), cells: cells.current() }) }
    },
    takeDelta() {
      if (layoutStale) return null
      const liveNow = current()
      if (!liveNow.hasChanges() && !yesterday.isDue() && !cells.isDue()) return null
      return liveNow.takeDelta(clock.now(), extraAside())
    },
    emptyDelta: () => encodeDelta({
      fromRev: known.rev, toRev: known.rev, sentAt: clock.now(), slotIndex: new Uint32Array(0), slotStatus: new Uint8Array(0),
      figureNode: new Uint32Array(0), figureCounter: new Uint8Array(0), figureValue: new Uint32Array(0), aside: { feeds: { ...known.feedsAt } },
    }),
    onChange(listener) {
      changeListeners.add(listener)
      return () => void changeListeners.delete(listener)
    },
    onReset(listener) {
      resetListeners.add(listener)
      return () => void resetListeners.delete(listener)
    },
    async erasePerson(query) {
      // Written in any way that a report may write them.
      const asked = { name: '', idNumber: '', phone: '', ...query }
      const { person } = identifyPerson({ name: normalizeName(asked.name.trim()), idNumber: normalizeIdNumber(asked.idNumber), phone: normalizePhone(asked.phone) }, -1, store.vault)
      if (person === null) return false
      store.transaction(() => store.vault.erasePerson(person))
      store.scrub()
      learnStudents()
      return true
    },
    setReady(next) {
      const begins = next && !ready
      ready = next
      // A town that is being laid, or a log that is being read, alerts nobody.
      if (begins) school.restart()
    },
    checkpoint,
    async keepBase() {
      await writeCheckpoint(baseFile, known, logId)
      store.writeMeta('base-seq', String(known.rev))
    },
    async rewind(author) {
      await pipeline.stop()
      await checkpointing
      await takeBack(author)
      pipeline.resume()
      reset()
      school.restart()
    },
    hasEntriesNotBy: (...authors) => store.hasEntriesNotBy(...authors),
    lastSeq: () => store.lastSeq(),
    readMeta: store.readMeta,
    writeMeta: store.writeMeta,
    async close() {
      if (closed) return
      closed = true
      ready = false
      await school.stop()
      clearInterval(dayTimer)
      if (layoutTimer) clearTimeout(layoutTimer)
      yesterday.stop()
      cells.stop()
      await pipeline.stop()
      gate.close()
      await checkpointing
      if (sinceCheckpoint > 0 || !existsSync(checkpointFile)) await writeCheckpoint(checkpointFile, known, logId)
      store.close()
    },
  }
  return service
}
