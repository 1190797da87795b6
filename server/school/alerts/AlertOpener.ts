import type { AlertRow } from '../../feeds/alert/alertRow.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import type { AlertFinding, AlertRules } from '../../packs/alertRules.ts'
import { CHECK_FLAG } from '../../packs/checkFlags.ts'
import { findClusters } from '../../packs/findClusters.ts'
import { dayFromText, dayToText } from '../../protocol/day.ts'
import { hash53 } from '../../protocol/hash53.ts'
import type { LogEntry } from '../../store/logEntry.ts'
import type { Store } from '../../store/openStore.ts'
import type { AlertRecord } from '../../world/alertBook.ts'
import type { KnownFacts } from '../../world/knownFacts.ts'
import { lastSymptomsAt } from './lastSymptomsAt.ts'
import { isResting, isStanding } from './isResting.ts'
import { openingLevel } from './openingLevel.ts'
import { type StormSighting, StormWatch } from './StormWatch.ts'
import { type Sighting, SymptomSightings } from './SymptomSightings.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Checks of today and yesterday open alerts; what a device sends of last week comes too late for anybody to act. */
const LATE_DAYS = 1
/** A device that somebody has looked at and found right is believed for so long. */
const TRUST_MS = HOUR_MS

export interface OpenerContext {
  known(): KnownFacts
  today(): number
  zoneOffsetMinutes(): number
  store: Pick<Store, 'entryAt'>
}

/**
 * Entries of the log → rows of the feed `alert`. Every row has an id that follows from what it is about, so looking at an
 * entry twice opens nothing twice. Holds only what can be read again from the log.
 */
export class AlertOpener {
  private readonly storms: StormWatch
  private readonly sightings = new SymptomSightings()
  private sweptOn = 0
  /** Sightings that have not been looked at for clusters; pupils of storms that have just been seen. */
  private readonly unclustered: Sighting[] = []
  private readonly stormy: number[] = []
  private hasNewRegions = false

  constructor(private readonly context: OpenerContext, private readonly rules: AlertRules) {
    this.storms = new StormWatch(rules.storm)
  }

  /** Reads what it needs of the days before. */
  start(): void {
    const known = this.context.known()
    const today = this.context.today()
    this.sweptOn = today
    for (const day of known.checks.days()) {
      if (day < today - this.rules.comingBack.lookBackDays) continue
      const count = known.checks.countOn(day)
      for (let row = 0; row < count; row++) {
        const check = known.checks.read(day, row)
        if (check.flags & (CHECK_FLAG.FEVER | CHECK_FLAG.SYMPTOM)) this.noteSighting(check.student, day, check.seq, check.flags, check.symptoms, this.instant(day, check.second))
      }
    }
    const { alertBook: book } = known
    book.alerts.forEach((alert, index) => {
      if (alert.rule !== this.rules.storm.rule || alert.now.state === 'closed' || alert.now.verdict === 'false-alarm') return
      const members = book.membersOf(index).map((member) => book.alerts[member])
      for (const { checks } of members) for (const check of checks) this.doubt(check)
      const last = Math.max(alert.openedAt, ...members.map(({ openedAt }) => openedAt))
      this.storms.resume(this.sourceOf(alert), alert.key, alert.openedAt, last)
    })
  }

  /** What an entry gives reason to. */
  rowsOf(entry: LogEntry): AlertRow[] {
    if (entry.feed === 'alert') return this.ofStep(entry)
    if (entry.feed === 'regions') this.hasNewRegions = true
    if (entry.feed !== 'school' && entry.feed !== 'gate') return NONE
    const day = dayFromText(entry.validOn)!
    const today = this.context.today()
    if (day < today - LATE_DAYS || day > today) return NONE
    this.sweep(today)
    return entry.feed === 'school' ? this.ofCheck(entry, day) : this.ofReading(entry, day)
  }

  /** What the entries together give reason to; after the last of those that came together. */
  finish(): AlertRow[] {
    const rows = this.stormy.splice(0).length > 0 ? this.withdrawnClusters() : []
    for (const sighting of this.unclustered.splice(0)) rows.push(...this.clusterRows(sighting))
    if (this.hasNewRegions) rows.push(...this.travelRows())
    this.hasNewRegions = false
    return rows
  }

  // ---- checks and readings

  /** HOT: every check; nearly all of them give reason to nothing. */
  private ofCheck(entry: LogEntry, day: number): AlertRow[] {
    const { body, seq } = entry
    const known = this.context.known()
    const student = numberOfId('s', body.student)
    const findings = this.rules.judgeCheck(body, day, known.referenceAt(EVERYTHING))
    const isBack = body.whereNow === 'school'
    const over = this.homesChanged(findings, student, day)
    if (findings.length === 0 && !isBack) return over
    const at = entry.observedAt ?? entry.receivedAt
    const rows = this.openings(findings, student, day, seq, at, this.sourceOfCheck(body, student))
    const { flags, symptoms } = known.pack.school!.readCheck(body)
    if (flags & (CHECK_FLAG.FEVER | CHECK_FLAG.SYMPTOM)) {
      const sighting = this.noteSighting(student, day, seq, flags, symptoms, at)
      if (rows.some(({ act, rule, group }) => act === 'open' && rule === this.rules.storm.of && group)) sighting.doubtful = true
      this.unclustered.push(sighting)
    }
    if (isBack) rows.push(...this.comingBack(student, day, seq, at))
    return over.length > 0 ? [...over, ...rows] : rows
  }

  /** HOT: every check. What was said of a home on an earlier day, somebody knows of, and is no longer said just so: it is over. */
  private homesChanged(findings: readonly AlertFinding[], student: number, day: number): AlertRow[] {
    if (this.context.known().alertBook.ofStudent(student).length === 0) return NONE
    const rows: AlertRow[] = []
    for (const alert of this.standingBefore(student, day)) {
      if (!isResting(this.rules, alert)) continue
      const facts = findings.find(({ rule }) => rule === alert.rule)?.facts
      if (!facts || !this.saysAll(alert, facts)) rows.push({ id: `close:${alert.key}`, act: 'close', alert: alert.key, why: 'home-changed' })
    }
    return rows
  }

  /** Alerts of earlier days that a check told of a home, that have not ended and were not found to be none. */
  private standingBefore(student: number, day: number): AlertRecord[] {
    const { alertBook: book } = this.context.known()
    const found: AlertRecord[] = []
    for (const index of book.ofStudent(student)) {
      const alert = book.alerts[index]
      const { state, verdict } = alert.now
      if (alert.day < day && alert.checks.length > 0 && state !== 'closed' && (verdict === null || verdict === 'true') && isStanding(this.rules, alert.rule)) found.push(alert)
    }
    return found
  }

  private saysAll(alert: AlertRecord, facts: readonly string[]): boolean {
    const said = this.factsOf(alert)
    return facts.every((fact) => said.has(fact))
  }

  /** What the checks of an alert say of its rule, as the list of regions stands now. */
  private factsOf({ rule, checks, day }: AlertRecord): Set<string> {
    const reference = this.context.known().referenceAt(EVERYTHING)
    return new Set(checks.flatMap((check) => {
      const body = this.context.store.entryAt(check)?.body
      return body ? this.rules.judgeCheck(body, day, reference).flatMap((finding) => (finding.rule === rule ? finding.facts ?? [] : [])) : []
    }))
  }

  /** What was reported before the list grew, and stands. Nearly nobody was anywhere, so few entries are read again. */
  private travelRows(): AlertRow[] {
    const known = this.context.known()
    const reference = known.referenceAt(EVERYTHING)
    const today = this.context.today()
    const rows: AlertRow[] = []
    for (let day = today - LATE_DAYS; day <= today; day++) {
      const count = known.checks.countOn(day)
      for (let row = 0; row < count; row++) {
        const { student, seq, flags } = known.checks.read(day, row)
        if (!(flags & SAYS_WHERE) || known.newestOn(student, day)?.seq !== seq) continue
        const entry = this.context.store.entryAt(seq)
        const found = entry ? this.rules.judgeCheck(entry.body, day, reference).filter(({ rule }) => rule === this.rules.travel.rule) : []
        rows.push(...this.openings(found, student, day, seq, this.instant(day, 0), null))
      }
    }
    return rows
  }

  private ofReading(entry: LogEntry, day: number): AlertRow[] {
    const { body, seq } = entry
    const student = numberOfId('s', body.student)
    const at = entry.observedAt ?? entry.receivedAt
    const campus = student < 0 ? numberOfId('c', body.campus) : this.campusOf(student)
    // One that a person took again is believed whatever the device said before.
    const source = body.second === true || campus < 0 ? null : `${idOf('c', campus)}:${String(body.device)}`
    const findings = this.rules.judgeReading(body)
    if (findings.length === 0 && source !== null && typeof body.temperatureCelsius === 'number') this.storms.pass(source, at)
    // Whom nothing has recognised has no alert; the device may have one.
    if (student < 0) return findings.length > 0 && source !== null ? this.ofNobody(source, campus, day, seq, at) : NONE
    const rows = this.openings(findings, student, day, seq, at, source, true)
    if (body.direction === 'in' && body.decision !== 'stopped') rows.push(...this.comingBack(student, day, seq, at))
    return rows
  }

  private ofNobody(source: string, campus: number, day: number, seq: number, at: number): AlertRow[] {
    const storm = this.storms.see(source, '', seq, -seq, at, true)
    return storm ? this.stormRows(storm, source, campus, day) : NONE
  }

  private openings(findings: readonly AlertFinding[], student: number, day: number, seq: number, at: number, source: string | null, isDevice = false): AlertRow[] {
    const rows: AlertRow[] = []
    for (const { rule, details, facts } of findings) {
      const key = this.keyFor(rule, student, day, seq, facts)
      if (key === null) continue
      const row = this.opening(key, rule, [student], this.campusOf(student), day, details, seq)
      const storm = rule === this.rules.storm.of && source !== null ? this.storms.see(source, key, seq, student, at, isDevice) : null
      if (storm) {
        const [device, ...drawnIn] = this.stormRows(storm, source!, this.campusOf(student), day)
        if (device) rows.push(device)
        rows.push({ ...row, group: storm.key }, ...drawnIn)
      } else rows.push(row)
    }
    return rows
  }

  /**
   * One alert of a rule a pupil and a day; after it was found to be none, another check opens another, unless it only says
   * again what somebody has looked at. Null: it is known already.
   */
  private keyFor(rule: string, student: number, day: number, seq: number, facts?: readonly string[]): string | null {
    const key = `${rule}:${idOf('s', student)}:${dayToText(day)}`
    const { alertBook: book } = this.context.known()
    const earlier = book.ofStudent(student).map((index) => book.alerts[index]).filter((alert) => alert.rule === rule && alert.day === day)
    const newest = earlier.at(-1)
    // Said again the next morning, it is what somebody has on the list already.
    if (!newest) return facts && this.standingBefore(student, day).some((alert) => alert.rule === rule && this.saysAll(alert, facts)) ? null : key
    const { verdict } = newest.now
    const settled = verdict === 'false-alarm' || verdict === 'data-error' ? newest.steps.findLast(({ act }) => act === 'verify')! : null
    if (!settled || settled.seq >= seq || (facts && this.areSettled(facts, earlier, seq))) return null
    return `${key}:${seq}`
  }

  /**
   * Whether all of it was found to be a false alarm before, by whichever of the day's alerts. A data error told nothing of
   * the pupil, so that it may be true when it is said again; nobody at a gate asks about it, though: there it is only kept.
   */
  private areSettled(facts: readonly string[], earlier: readonly AlertRecord[], seq: number): boolean {
    const isKept = this.context.store.entryAt(seq)?.body.by === 'gate'
    const settled = earlier.filter(({ now: { verdict } }) => verdict === 'false-alarm' || (isKept && verdict === 'data-error')).map((alert) => this.factsOf(alert))
    return facts.every((fact) => settled.some((said) => said.has(fact)))
  }

  private opening(key: string, rule: string, students: number[], campus: number, day: number, details: AlertRow['details'], check?: number): AlertRow {
    const { registers } = this.context.known()
    const className = students.length > 0 ? registers.texts.textOf(registers.studentClass.values[students[0]]) : ''
    return {
      id: key, act: 'open', key, rule, students: students.map((student) => idOf('s', student)), campus: idOf('c', campus), day: dayToText(day), details,
      ...(className !== '' && { class: className }), ...openingLevel(this.rules, className), ...(check !== undefined && { check }),
    }
  }

  // ---- storms

  /**
   * Parents measure at home, each with their own thermometer; who looks a second time at the gate takes another one. Else
   * it is the one that the class shares: a check says which kind of thermometer it was, not which one.
   */
  private sourceOfCheck({ by }: Record<string, unknown>, student: number): string | null {
    return by === 'parent' || by === 'pupil' || by === 'gate' ? null : this.groupOf(student)
  }

  /** The same of an alert about a device. */
  private sourceOf({ campus, device, class: className }: AlertRecord): string {
    return device === '' ? `${idOf('c', campus)}/${className}` : `${idOf('c', campus)}:${device}`
  }

  /** A new storm: the device, then whoever had been taken for themselves. */
  private stormRows(storm: StormSighting, source: string, campus: number, day: number): AlertRow[] {
    if (!storm.isNew) return NONE
    this.stormy.push(...storm.students)
    return [this.deviceRow(storm, source, campus, day), ...storm.drawnIn.flatMap(({ key, check }) => this.drawIn(key, check, storm.key))]
  }

  private deviceRow({ key, students, readings }: StormSighting, source: string, campus: number, day: number): AlertRow {
    const isClass = source.startsWith(`${idOf('c', campus)}/`)
    const device = isClass ? '' : source.slice(source.indexOf(':') + 1)
    const row = this.opening(key, this.rules.storm.rule, isClass ? students : [], campus, day, { pupils: students.length, ...(readings > 0 ? { readings } : { seconds: this.rules.storm.withinSeconds }), device })
    return isClass ? row : { ...row, device }
  }

  /** An alert that had been taken for itself; what somebody has decided stays decided. */
  private drawIn(key: string, check: number, group: string): AlertRow[] {
    const { alertBook: book } = this.context.known()
    const index = book.indexOf(key)
    const now = index < 0 ? null : book.alerts[index].now
    if (now && (now.verdict !== null || now.state === 'closed')) return NONE
    this.doubt(check)
    return [groupRow(key, group)]
  }

  // ---- clusters and coming back

  private clusterRows(sighting: Sighting): AlertRow[] {
    if (sighting.doubtful) return NONE
    const { alertBook: book, pack } = this.context.known()
    const { pupils, days, rule } = this.rules.cluster
    const words = pack.school!.symptoms
    const credible = this.sightings.ofGroup(sighting.group).filter(({ doubtful, seq }) => !doubtful && !this.isRefuted(seq))
    const rows: AlertRow[] = []
    for (const { bit, students } of findClusters(credible, sighting.day, pupils, days, (1 << words.length) - 1)) {
      if (!(sighting.symptoms & (1 << bit))) continue
      const stem = `${rule}:${sighting.group}:${words[bit].key}:`
      const standing = book.alerts.findLast(({ key, day }) => key.startsWith(stem) && day > sighting.day - days)
      // After it was closed, only what came later can be another.
      const isOver = standing !== undefined && standing.now.state === 'closed'
      if (isOver && standing.now.closedSeq > sighting.seq) continue
      const key = standing === undefined ? stem + dayToText(sighting.day) : isOver ? `${stem}${dayToText(sighting.day)}:${sighting.seq}` : standing.key
      if (key !== standing?.key) rows.push({ ...this.opening(key, rule, students, this.campusOf(sighting.student), sighting.day, { symptom: words[bit].key, pupils: students.length, days }) })
      for (const each of credible) if (students.includes(each.student) && each.symptoms & (1 << bit) && each.day > sighting.day - days) rows.push(...this.joinCluster(each, words[bit].key, key))
    }
    return rows
  }

  /** Clusters that were made of what a broken device said: whoever is left goes by themselves again. */
  private withdrawnClusters(): AlertRow[] {
    const { alertBook: book, pack } = this.context.known()
    const { rule, pupils, days } = this.rules.cluster
    const rows: AlertRow[] = []
    book.alerts.forEach((alert, index) => {
      if (alert.rule !== rule || alert.now.state === 'closed' || alert.now.verdict !== null) return
      const bit = pack.school!.symptoms.findIndex(({ key }) => key === alert.details.symptom)
      const left = new Set(this.sightings.ofGroup(`${idOf('c', alert.campus)}/${alert.class}`).filter((each) =>
        !each.doubtful && each.symptoms & (1 << bit) && each.day > alert.day - days && !this.isRefuted(each.seq)).map(({ student }) => student))
      if (left.size >= pupils) return
      for (const member of book.membersOf(index)) {
        if (book.alerts[member].students.some((student) => left.has(student))) rows.push({ id: `part:${book.alerts[member].key}:${alert.openedSeq}`, act: 'group', alert: book.alerts[member].key, group: null })
      }
      rows.push({ id: `close:${alert.key}`, act: 'close', alert: alert.key, why: 'device-fault' })
    })
    return rows
  }

  /** The alerts that a cluster is made of go with it. */
  private joinCluster({ student, day, fever }: Sighting, symptom: string, group: string): AlertRow[] {
    const key = `${fever && symptom === this.rules.storm.of ? this.rules.storm.of : 'symptom'}:${idOf('s', student)}:${dayToText(day)}`
    const { alertBook: book } = this.context.known()
    const index = book.indexOf(key)
    const now = index < 0 ? null : book.alerts[index].now
    if (now && (now.verdict !== null || now.state === 'closed' || now.group !== '')) return NONE
    return [groupRow(key, group)]
  }

  private comingBack(student: number, day: number, seq: number, at: number): AlertRow[] {
    const { hours, rule, isTooSoon } = this.rules.comingBack
    const known = this.context.known()
    const standing = known.newestOn(student, day)
    // Who is ill today has an alert of today.
    if (standing && standing.flags & (CHECK_FLAG.FEVER | CHECK_FLAG.SYMPTOM)) return NONE
    const last = lastSymptomsAt(known, this.rules, student, day, this.context.zoneOffsetMinutes())
    const endedAt = known.pupilNotes.recoveredAt(student)
    if (!isTooSoon(at, endedAt, last, hours)) return NONE
    const key = this.keyFor(rule, student, day, seq)
    if (key === null) return NONE
    return [this.opening(key, rule, [student], this.campusOf(student), day, { hours: Math.floor((at - Math.max(endedAt ?? 0, last ?? 0)) / HOUR_MS) })]
  }

  /** Whether what a check says of the pupil's own health was found to be wrong, in every part. */
  private isRefuted(check: number): boolean {
    const { alertBook: book } = this.context.known()
    const verdicts = book.ofCheck(check).map((index) => book.alerts[index].now.verdict)
    return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'false-alarm' || verdict === 'data-error')
  }

  // ---- what people decide

  /** A device that is right after all lets go of its alerts. */
  private ofStep({ body, seq, receivedAt }: LogEntry): AlertRow[] {
    const { alertBook: book } = this.context.known()
    const index = book.indexOf(body.key)
    if (index < 0) return NONE
    const alert = book.alerts[index]
    if (body.act === 'group' && body.group === null) {
      for (const check of alert.checks) {
        const sighting = this.sightings.at(check)
        if (!sighting?.doubtful) continue
        sighting.doubtful = false
        this.unclustered.push(sighting)
      }
      return NONE
    }
    if (alert.rule !== this.rules.storm.rule || body.act !== 'verify' || body.verdict !== 'false-alarm') return NONE
    this.storms.trust(this.sourceOf(alert), receivedAt + TRUST_MS)
    return book.membersOf(index).map((member): AlertRow => ({ id: `part:${book.alerts[member].key}:${seq}`, act: 'group', alert: book.alerts[member].key, group: null }))
  }

  // ---- sightings

  private noteSighting(student: number, day: number, seq: number, flags: number, symptoms: number, at: number): Sighting {
    const known = this.sightings.at(seq)
    if (known) return known
    const fever = this.context.known().pack.school!.symptoms.findIndex(({ key }) => key === this.rules.storm.of)
    const bits = symptoms | (flags & CHECK_FLAG.FEVER && fever >= 0 ? 1 << fever : 0)
    const sighting: Sighting = { student, day, seq, at, symptoms: bits, group: this.groupOf(student), fever: (flags & CHECK_FLAG.FEVER) !== 0, doubtful: false }
    this.sightings.add(sighting)
    return sighting
  }

  private doubt(check: number): void {
    const sighting = this.sightings.at(check)
    if (sighting) sighting.doubtful = true
  }

  private sweep(today: number): void {
    if (today === this.sweptOn) return
    this.sweptOn = today
    this.sightings.forgetBefore(today - this.rules.comingBack.lookBackDays)
  }

  private campusOf(student: number): number {
    return this.context.known().registers.studentCampus.values[student]
  }

  private groupOf(student: number): string {
    const { registers } = this.context.known()
    return `${idOf('c', registers.studentCampus.values[student])}/${registers.texts.textOf(registers.studentClass.values[student])}`
  }

  private instant(day: number, second: number): number {
    return day * DAY_MS + second * 1000 - this.context.zoneOffsetMinutes() * 60_000
  }
}

/** Keys may be long; an id is short. */
const groupRow = (key: string, group: string): AlertRow => ({ id: `group:${hash53(`${key} ${group}`).toString(36)}`, act: 'group', alert: key, group })
const SAYS_WHERE = CHECK_FLAG.TRAVEL | CHECK_FLAG.HOME_TRAVEL
const NONE: AlertRow[] = []
const EVERYTHING = 0xffffffff
