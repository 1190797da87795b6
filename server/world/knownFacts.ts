import { numberOfId } from '../merge/opaqueId.ts'
import { CHECK_FLAG } from '../packs/checkFlags.ts'
import type { Pack, ReferenceEntry } from '../packs/pack.ts'
import type { Bundle, BundleArray } from '../protocol/bundle.ts'
import { dayFromText, NO_DAY } from '../protocol/day.ts'
import type { LogEntry } from '../store/logEntry.ts'
import { AlertBook } from './alertBook.ts'
import { alertTraits } from './alertTraits.ts'
import { CheckColumns, minuteOfSecond, type StandingCheck } from './checkColumns.ts'
import { FactColumns } from './factColumns.ts'
import { FormBook } from './formBook.ts'
import { LatestContent } from './latestContent.ts'
import { GateColumns, NO_STUDENT } from './gateColumns.ts'
import { GrowingArray } from './growingArray.ts'
import { MaskRounds } from './maskRounds.ts'
import { PupilNotes } from './pupilNotes.ts'
import { ROSTER } from './rosterSpans.ts'
import { NO_UNIT, Registers } from './registers.ts'
import { NOBODY, RecordColumns } from './recordColumns.ts'
import { recordCode } from './recordCode.ts'
import { dayOrNone, ResidentColumns } from './residentColumns.ts'
import { ReportKeys } from './reportKeys.ts'
import { type CalendarClass, type CalendarLine, SchoolCalendar } from './schoolCalendar.ts'
import { TaskBook, type TaskRecord } from './taskBook.ts'
import { TextTable } from './textTable.ts'

/** What an entry touched, so that the live world need not look at anything else. */
export type Touched =
  | { what: 'person'; person: number; unit: number }
  | { what: 'unit'; unit: number }
  | { what: 'task'; task: number }
  /** `crowd`: with this check the equal ones of its second became too many. `later`: days on which the pupil's own may count as copied, or no longer, since this one came late. */
  | { what: 'student'; student: number; day: number; minute: number; abnormal: boolean; crowd: { second: number; tenths: number } | null; later: readonly number[] }
  | { what: 'leave'; student: number; from: number; until: number }
  /** A reading or pass at a school's gate; student -1: nobody was recognised. */
  | { what: 'gate'; campus: number; student: number; day: number }
  | { what: 'alert'; alert: number }
  | { what: 'reference' }
  | { what: 'layout' }
  | { what: 'nothing' }

/** Who sent a check, where it was not a parent or a file. */
const BY_FLAGS: Record<string, number> = { teacher: CHECK_FLAG.BY_TEACHER, gate: CHECK_FLAG.BY_GATE, pupil: CHECK_FLAG.BY_PUPIL }

/**
 * Everything the log says, in columns: registers, facts, checks, tasks and reference data. `apply` is the only way in,
 * for a new report and for a replay alike, so a rebuilt world is the same world.
 */
export class KnownFacts {
  readonly registers = new Registers()
  readonly texts = new TextTable()
  readonly feedNames = new TextTable()
  readonly people: FactColumns
  readonly wholeUnits: FactColumns
  readonly checks: CheckColumns
  /** Leave of pupils and the ends of their symptoms. */
  readonly pupilNotes = new PupilNotes()
  readonly calendar = new SchoolCalendar()
  /** Student → log sequence of the newest entry about them; 0 when there is none. */
  private readonly newestStudentSeq = new GrowingArray(Uint32Array)
  readonly residents = new ResidentColumns(this.texts)
  readonly records = new RecordColumns(this.texts)
  /** Unit → log sequence of the newest entry about it or about somebody in it; 0 when there is none. */
  readonly newestSeq = new GrowingArray(Uint32Array)
  readonly maskRounds = new MaskRounds()
  readonly formBook = new FormBook()
  readonly taskBook = new TaskBook(this.texts)
  readonly alertBook: AlertBook
  readonly gate = new GateColumns(this.texts)
  readonly referenceEntries: ReferenceEntry[] = []
  readonly latest = new LatestContent()
  readonly reportKeys = new ReportKeys()
  /** Feed → received at (epoch ms) of its last report. */
  readonly feedsAt: Record<string, number> = {}
  personCount = 0
  rev = 0

  constructor(readonly pack: Pack) {
    this.people = new FactColumns(pack.factFields, this.texts, this.feedNames)
    this.wholeUnits = new FactColumns(pack.factFields, this.texts, this.feedNames)
    this.alertBook = new AlertBook(alertTraits(pack))
    this.checks = new CheckColumns(pack.school?.copied, (student) => this.registers.studentCampus.values[student])
  }

  apply(entry: LogEntry): Touched {
    this.rev = entry.seq
    const { body } = entry
    if (entry.reportKey !== null) this.reportKeys.add(entry.reportKey, entry.seq)
    const person = numberOfId('p', body.person)
    if (person >= this.personCount) this.personCount = person + 1
    switch (entry.feed) {
      case 'boundaries':
        this.registers.applyBoundary(body)
        return { what: 'layout' }
      case 'organisation':
        this.registers.applyOrganisation(body)
        return { what: 'layout' }
      case 'demolition':
        this.registers.applyDemolition(entry.seq, body)
        // What is to be done in many homes.
        return { what: 'reference' }
      case 'buildings':
        this.registers.applyBuilding(entry.seq, body)
        return { what: 'layout' }
      case 'basemap':
        this.registers.applyGround(body)
        return { what: 'layout' }
      case 'campuses':
        this.registers.applyCampus(body)
        return { what: 'layout' }
      case 'units': {
        const unit = numberOfId('u', body.unit)
        const isNew = unit >= this.registers.unitCount
        this.registers.applyUnit(entry.seq, body)
        this.latest.set('units:unit', unit, entry.contentHash)
        return isNew ? { what: 'layout' } : { what: 'unit', unit }
      }
      case 'residents': {
        this.latest.set('residents:person', person, entry.contentHash)
        const unit = numberOfId('u', body.unit)
        this.residents.append({ person, unit, seq: entry.seq, relation: typeof body.relation === 'string' ? body.relation : '', from: dayOrNone(body.from), to: dayOrNone(body.to) })
        this.noteNewest(unit, entry.seq)
        // Who lived there once says nothing of where the pupil lives.
        return dayOrNone(body.to) === NO_DAY && this.registers.joinHomes(person, unit) ? { what: 'layout' } : { what: 'nothing' }
      }
      case 'roster': {
        const student = numberOfId('s', body.student)
        this.registers.applyStudent(entry.seq, body)
        this.latest.set('roster:student', student, entry.contentHash)
        return { what: 'layout' }
      }
      case 'school':
        return this.applyCheck(entry)
      case 'calendar':
        this.calendar.apply(entry.seq, body)
        // School days of many pupils.
        return { what: 'reference' }
      case 'absence': {
        const { student, from, until } = this.pupilNotes.applyAbsence(entry)
        this.noteNewestOfStudent(student, entry.seq)
        return { what: 'leave', student, from, until }
      }
      case 'recovery':
        this.noteNewestOfStudent(this.pupilNotes.applyRecovery(entry), entry.seq)
        return { what: 'nothing' }
      case 'gate':
        return this.applyGate(entry)
      case 'rounds':
        this.maskRounds.applyRound(entry)
        // A round may end sooner or have more: tags of many homes.
        return { what: 'reference' }
      case 'form':
        this.formBook.apply(body)
        return { what: 'nothing' }
      case 'booking': {
        const touched = this.applyFact(entry, person)
        return this.maskRounds.applyBooking(entry) ? { what: 'reference' } : touched
      }
      case 'verification':
        return this.applyTask(entry)
      case 'alert': {
        const alert = this.alertBook.apply(entry)
        return alert < 0 ? { what: 'nothing' } : { what: 'alert', alert }
      }
      default:
        return this.pack.referenceKinds.includes(entry.feed) ? this.applyReference(entry) : this.applyFact(entry, person)
    }
  }

  private applyFact(entry: LogEntry, person: number): Touched {
    const { body, feed } = entry
    const unit = numberOfId('u', body.unit)
    this.feedsAt[feed] = entry.receivedAt
    if (person >= 0) this.latest.set(`${feed}:person`, person, entry.contentHash)
    else this.latest.set(`${feed}:unit`, unit, entry.contentHash)
    const validOn = dayFromText(entry.validOn)!
    this.noteNewest(unit, entry.seq)
    const code = recordCode(feed, body)
    if (code !== null) this.records.append({ seq: entry.seq, unit, person: person >= 0 ? person : NOBODY, validOn, feed, code, settles: typeof body.settles === 'number' ? body.settles : 0 })
    const content = this.pack.factOf(feed, body)
    if (!content) return code === null ? { what: 'nothing' } : { what: 'unit', unit }
    if (person >= 0) {
      this.people.append(person, unit, entry.seq, validOn, feed, content)
      // Figures of a neighbourhood count its pupils: all of them are added up anew, as after a roster.
      return this.registers.joinHomes(person, unit) ? { what: 'layout' } : { what: 'person', person, unit }
    }
    this.wholeUnits.append(unit, unit, entry.seq, validOn, feed, content)
    return { what: 'unit', unit }
  }

  private applyCheck(entry: LogEntry): Touched {
    const { body } = entry
    const student = numberOfId('s', body.student)
    this.feedsAt.school = entry.receivedAt
    if (body.newStudent) this.registers.applyStudent(entry.seq, body.newStudent as Record<string, unknown>)
    const newPerson = numberOfId('p', (body.newStudent as { person?: string } | undefined)?.person)
    if (newPerson >= this.personCount) this.personCount = newPerson + 1
    this.latest.set('school:student', student, entry.contentHash)
    const day = dayFromText(entry.validOn)!
    // Entries of before said the minute only.
    const second = (body.secondOfDay as number | undefined) ?? (body.minute as number) * 60
    const { flags, symptoms } = this.pack.school?.readCheck(body) ?? { flags: this.pack.isAbnormalCheck(body) ? CHECK_FLAG.ABNORMAL : 0, symptoms: 0 }
    const tenths = typeof body.temperatureCelsius === 'number' ? Math.round(body.temperatureCelsius * 10) : 0
    const { crossed, later } = this.checks.append({ student, seq: entry.seq, day, second, tenths, symptoms, flags: flags | (body.implausible === true ? CHECK_FLAG.IMPLAUSIBLE : 0) | (BY_FLAGS[body.by as string] ?? 0) })
    this.noteNewestOfStudent(student, entry.seq)
    return { what: 'student', student, day, minute: minuteOfSecond(second), abnormal: (flags & CHECK_FLAG.ABNORMAL) !== 0, crowd: crossed ? { second, tenths } : null, later }
  }

  /** The check that stands for a pupil on a day, or null. */
  newestOn(student: number, day: number, maxSeq?: number): StandingCheck | null {
    return this.checks.newestOn(student, day, maxSeq)
  }

  /** Whether a pupil, or one of the staff, is expected to report on a day: on a roster, and it is a school day for the class. Leave changes nothing here. */
  expectedOn(student: number, day: number, maxSeq?: number): boolean {
    const { roster, studentHalf } = this.registers
    const row = roster.rowAt(student, day, maxSeq)
    if (row < 0 || roster.on.values[row] === ROSTER.off) return false
    return this.expectsClass(roster.group.values[row], studentHalf.values[student], day, maxSeq)
  }

  /** Whether a half (0 or 1) of a class has school on a day and comes to it. */
  expectsClass(group: number, half: number, day: number, maxSeq?: number): boolean {
    return this.calendar.isSchoolDay(this.calendarClass(group), day, maxSeq) && this.comes(group, half, day, maxSeq)
  }

  /** Whether a half (0 or 1) of a class comes on a school day; staff take no turns. */
  comes(group: number, half: number, day: number, maxSeq?: number): boolean {
    return this.registers.roster.groups[group].staff || this.calendar.comes(this.calendarClass(group), half, day, maxSeq)
  }

  /** Whether anybody of a campus has school on a day. */
  isSchoolDay(campus: number, day: number): boolean {
    const { groups } = this.registers.roster
    let hasClasses = false
    for (let group = 0; group < groups.length; group++) {
      if (groups[group].campus !== campus || groups[group].staff) continue
      hasClasses = true
      if (this.calendar.isSchoolDay(this.calendarClass(group), day)) return true
    }
    return !hasClasses && this.calendar.isSchoolDay({ campus, grade: '', class: '' }, day)
  }

  /** A class of the rosters (by its number there) as the calendar asks for it. */
  calendarClass(group: number): CalendarClass {
    const { roster, texts } = this.registers
    let place = this.calendarClasses[group]
    if (!place) {
      const { campus, grade, class: className } = roster.groups[group]
      this.calendarClasses[group] = place = { campus, grade: texts.textOf(grade), class: texts.textOf(className) }
    }
    return place
  }
  private readonly calendarClasses: CalendarClass[] = []

  /** Log sequence of the newest report on a pupil, 0 when there is none. */
  newestSeqOfStudent(student: number): number {
    return student < this.newestStudentSeq.length ? this.newestStudentSeq.values[student] : 0
  }

  private noteNewestOfStudent(student: number, seq: number): void {
    this.newestStudentSeq.extendTo(student + 1)
    this.newestStudentSeq.values[student] = seq
  }

  private applyGate(entry: LogEntry): Touched {
    const { body } = entry
    this.feedsAt.gate = entry.receivedAt
    // Counts a pupil whom no roster names from here on, as a check does: else the number would be handed out twice.
    if (body.newStudent) this.registers.applyStudent(entry.seq, body.newStudent as Record<string, unknown>)
    const student = numberOfId('s', body.student)
    if (student >= 0) this.latest.set('gate:student', student, entry.contentHash)
    const campus = student >= 0 ? this.registers.studentCampus.values[student] : numberOfId('c', body.campus)
    this.gate.apply(entry, student >= 0 ? student : NO_STUDENT, campus)
    return { what: 'gate', campus, student, day: dayFromText(entry.validOn)! }
  }

  private applyTask(entry: LogEntry): Touched {
    this.feedsAt.verification = entry.receivedAt
    const task = this.taskBook.apply(entry)
    if (task < 0) return { what: 'nothing' }
    this.latest.set('verification:task', task, entry.contentHash)
    const { unit } = this.tasks[task]
    if (unit !== NO_UNIT) this.noteNewest(unit, entry.seq)
    return { what: 'task', task }
  }

  private applyReference(entry: LogEntry): Touched {
    this.referenceEntries.push({ seq: entry.seq, kind: entry.feed, body: entry.body })
    return { what: 'reference' }
  }

  private noteNewest(unit: number, seq: number): void {
    this.newestSeq.extendTo(unit + 1)
    this.newestSeq.values[unit] = seq
  }

  /** Log sequence of the newest entry about a unit, 0 when there is none. */
  newestSeqOf(unit: number): number {
    return unit < this.newestSeq.length ? this.newestSeq.values[unit] : 0
  }

  get tasks(): readonly TaskRecord[] {
    return this.taskBook.tasks
  }

  /** The pack's reference as it was known at `maxSeq`. */
  referenceAt(maxSeq: number): unknown {
    let count = this.referenceEntries.length
    while (count > 0 && this.referenceEntries[count - 1].seq > maxSeq) count--
    if (this.cachedReference?.count !== count) this.cachedReference = { count, reference: this.pack.createReference(this.referenceEntries.slice(0, count)) }
    return this.cachedReference.reference
  }
  private cachedReference: { count: number; reference: unknown } | null = null

  /** Columns and the rest as JSON; the caller adds what identifies the checkpoint. */
  save(): Bundle<Record<string, unknown>> {
    const arrays: Record<string, BundleArray> = {}
    const registers = this.registers.save(arrays)
    this.people.save('people', arrays)
    this.wholeUnits.save('wholeUnits', arrays)
    const checkDays = this.checks.save(arrays)
    this.pupilNotes.save(arrays)
    arrays.newestStudentSeq = this.newestStudentSeq.used()
    this.residents.save(arrays)
    this.records.save(arrays)
    arrays.newestSeq = this.newestSeq.used()
    const latestTables = this.latest.save(arrays)
    const keyTables = this.reportKeys.save(arrays)
    return {
      head: {
        registers, texts: this.texts.toJSON(), feedNames: this.feedNames.toJSON(), tasks: this.taskBook.save(), alerts: this.alertBook.save(),
        referenceEntries: this.referenceEntries, latestTables, feedsAt: this.feedsAt, personCount: this.personCount, rev: this.rev, checkDays, keyTables, calendar: this.calendar.toJSON(), maskRounds: this.maskRounds.toJSON(), forms: this.formBook.toJSON(), gate: this.gate.save(arrays),
      },
      arrays,
    }
  }

  restore({ head, arrays }: Bundle<Record<string, unknown>>): void {
    const saved = head as { registers: Record<string, unknown>; texts: string[]; feedNames: string[]; tasks: unknown; referenceEntries: ReferenceEntry[]; latestTables: string[]; feedsAt: Record<string, number>; personCount: number; rev: number; checkDays: number[]; keyTables: number; calendar: CalendarLine[]; maskRounds?: ReturnType<MaskRounds['toJSON']>; forms?: ReturnType<FormBook['toJSON']> }
    this.registers.restore(saved.registers, arrays)
    this.texts.restore(saved.texts)
    this.feedNames.restore(saved.feedNames)
    this.people.restore('people', arrays)
    this.wholeUnits.restore('wholeUnits', arrays)
    this.checks.restore(saved.checkDays, arrays)
    this.pupilNotes.restore(arrays)
    this.calendar.restore(saved.calendar)
    this.newestStudentSeq.restore(arrays.newestStudentSeq as Uint32Array)
    this.residents.restore(arrays)
    this.records.restore(arrays)
    this.maskRounds.restore(saved.maskRounds)
    this.formBook.restore(saved.forms)
    this.gate.restore((head as { gate: unknown }).gate, arrays)
    this.newestSeq.restore(arrays.newestSeq as Uint32Array)
    this.taskBook.restore(saved.tasks)
    this.alertBook.restore((head as { alerts?: unknown }).alerts)
    this.referenceEntries.push(...saved.referenceEntries)
    this.latest.restore(saved.latestTables, arrays)
    this.reportKeys.restore(saved.keyTables, arrays)
    Object.assign(this.feedsAt, saved.feedsAt)
    this.personCount = saved.personCount
    this.rev = saved.rev
  }
}
