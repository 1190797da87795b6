import { numberOfId } from '../merge/opaqueId.ts'
import { dayFromText, NO_DAY } from '../protocol/day.ts'
import type { LogEntry } from '../store/logEntry.ts'
import { NO_UNIT } from './registers.ts'
import type { TextTable } from './textTable.ts'

/** What was said of a task after it was opened. */
export interface TaskStep {
  seq: number
  on: number
  unit: number
  /** '' while open. */
  answer: string
}

export interface TaskRecord {
  /** NO_UNIT while nobody has found out which. */
  unit: number
  kind: string
  openedOn: number
  openedSeq: number
  /** Log sequence of the answer that closed it; 0 while open. */
  closedSeq: number
  closedOn: number
  /** Name of the list, as a number of the text table. */
  list: number
  dueOn: number
  /** The place that an unmatched address lies in, or -1. */
  place: number
  person: number
  /** Id of the head of its file, as a number of the text table. */
  sheet: number
  answer: string
  /** Oldest first; empty for most open ones. */
  steps: TaskStep[]
}

/** A list's file as it looked: where its columns are kept. */
export interface TaskSheet { sheet: string; list: string; seq: number }

/** Tasks of verification lists, in the order in which the log opened them. A task moves and colours nobody (rule 8). */
export class TaskBook {
  readonly tasks: TaskRecord[] = []
  /** By their ids. */
  readonly sheets = new Map<string, TaskSheet>()
  private readonly byKey = new Map<string, number>()

  constructor(private readonly texts: TextTable) {}

  /** The task that an entry opened or changed, or -1 for the head of a file. */
  apply({ seq, validOn, body }: LogEntry): number {
    const on = dayFromText(validOn)!
    if (typeof body.head === 'string') {
      this.sheets.set(body.head, { sheet: body.head, list: body.list as string, seq })
      return -1
    }
    const key = body.task as string
    let index = this.indexOf(key)
    if (index < 0) {
      index = this.tasks.push({
        unit: body.unit ? numberOfId('u', body.unit) : NO_UNIT, kind: 'verification', openedOn: on, openedSeq: seq, closedSeq: 0, closedOn: 0,
        list: this.texts.numberOf(textOf(body.list)), dueOn: typeof body.dueOn === 'number' ? body.dueOn : NO_DAY,
        place: numberOfId('n', body.place), person: numberOfId('p', body.person), sheet: this.texts.numberOf(textOf(body.sheet)), answer: '', steps: [],
      }) - 1
      this.byKey.set(key, index)
      if (this.byKey.size !== this.tasks.length) throw new Error('a task key was used twice')
      if (body.answer) this.step(index, { seq, on, unit: this.tasks[index].unit, answer: body.answer as string })
      return index
    }
    const task = this.tasks[index]
    if (typeof body.dueOn === 'number') task.dueOn = body.dueOn
    // A sender's row says again where it was; the desk may have found out better.
    const matched = body.unit && numberOfId('t', key) >= 0 ? numberOfId('u', body.unit) : task.unit
    // Said again without an answer by the sender's own rows: nothing has been answered, and nothing is taken back.
    const answer = body.answer ? body.answer as string : body.isMatch === true ? '' : task.answer
    this.step(index, { seq, on, unit: matched, answer })
    return index
  }

  /** By its key (a sender's row) or its id. */
  indexOf(key: string): number {
    const index = numberOfId('t', key)
    return index >= 0 ? index < this.tasks.length ? index : -1 : this.byKey.get(key) ?? -1
  }

  /** Log sequence of the newest entry about it. */
  newestSeqOf(task: number): number {
    const { steps, openedSeq } = this.tasks[task]
    return steps.length > 0 ? steps[steps.length - 1].seq : openedSeq
  }

  /** Every unit it was ever about. */
  unitsOf(task: number): number[] {
    const { unit, steps } = this.tasks[task]
    return [...new Set([unit, this.firstUnitOf(task), ...steps.map((step) => step.unit)])].filter((each) => each !== NO_UNIT)
  }

  /** Open tasks of a unit at a moment. */
  openByUnit(day: number, maxSeq: number): Map<number, number> {
    const open = new Map<number, number>()
    for (let index = 0; index < this.tasks.length; index++) {
      const task = this.tasks[index]
      if (task.openedSeq > maxSeq || task.openedOn > day) continue
      let unit = this.firstUnitOf(index)
      let answer = ''
      for (const step of task.steps) {
        if (step.seq > maxSeq || step.on > day) continue
        unit = step.unit
        answer = step.answer
      }
      if (answer === '' && unit !== NO_UNIT) open.set(unit, (open.get(unit) ?? 0) + 1)
    }
    return open
  }

  save(): unknown {
    return { tasks: this.tasks, byKey: [...this.byKey], sheets: [...this.sheets.values()], firstUnits: [...this.firstUnits] }
  }

  /** Throws when it was saved by an older version: then the log is read instead. */
  restore(saved: unknown): void {
    const { tasks, byKey, sheets, firstUnits } = saved as { tasks?: TaskRecord[]; byKey: [string, number][]; sheets: TaskSheet[]; firstUnits: [number, number][] }
    if (!tasks) throw new Error('checkpoint lacks the task book')
    for (const task of tasks) this.tasks.push(task)
    for (const [key, index] of byKey) this.byKey.set(key, index)
    for (const sheet of sheets) this.sheets.set(sheet.sheet, sheet)
    for (const [task, unit] of firstUnits) this.firstUnits.set(task, unit)
  }

  /** Tasks that are about another unit by now: which one they were opened for. */
  private readonly firstUnits = new Map<number, number>()
  private firstUnitOf(task: number): number {
    return this.firstUnits.get(task) ?? this.tasks[task].unit
  }

  private step(index: number, step: TaskStep): void {
    const task = this.tasks[index]
    if (step.unit !== task.unit && !this.firstUnits.has(index)) this.firstUnits.set(index, task.unit)
    task.steps.push(step)
    task.unit = step.unit
    if (step.answer === '') {
      task.closedSeq = 0
      task.closedOn = 0
    } else if (task.closedSeq === 0 || task.answer === '') {
      task.closedSeq = step.seq
      task.closedOn = step.on
    }
    task.answer = step.answer
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
