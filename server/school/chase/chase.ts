import type { ChaseDay, ChaseTargetView } from '../../protocol/school.ts'
import type { SendOutcome } from '../outbox/outbox.ts'
import type { ChannelKind } from './channels/channelKinds.ts'
import type { ChaseStep } from './chaseSteps.ts'

/** One step that was taken for a part of a school, and whether it helped. */
export type ChaseStepView = ChaseDay['taken'][number]

/** A channel as pages may know it; `campus` by id, null: every campus. */
export type ChaseTarget = Omit<ChaseTargetView, 'campus' | 'kind'> & { campus: string | null; kind: ChannelKind }

export interface ChaseTargetDraft {
  /** Absent: a new one. */
  id?: string
  /** Number of the campus; -1: every one. */
  campus: number
  grade: string
  class: string
  step: string
  kind: ChannelKind
  /** Absent: as it was. */
  address?: string
  secret?: string
  withNames: boolean
  enabled: boolean
}

/** Sends one e-mail; must not throw for what the mail server does. */
export type MailSender = (to: string, text: string, id: string, signal: AbortSignal) => Promise<SendOutcome>

export interface Chase {
  /** Of a campus (absent or -1: as they are set): earlier or later by as much as its cut-off is. */
  steps(campus?: number, day?: number): ChaseStep[]
  /** False when they are no minutes in the order of the steps. */
  setMinutes(minutes: unknown): boolean
  /** Takes whatever step is due by now; how many parts of schools were told anew. Called by the clock. */
  takeDue(): number
  /** Steps of a day for a campus; -1: those for the whole district. `hasWhole` false: of a message about several classes each has its own line only. */
  ofDay(campus: number, day: number, hasWhole?: boolean): ChaseStepView[]
  targets(): ChaseTarget[]
  setTarget(draft: ChaseTargetDraft, author: string): { id: string } | { problem: 'unknown-target' | 'unknown-step' | 'unknown-kind' | 'bad-address' }
  campusOfTarget(id: string): number | null
  removeTarget(id: string): boolean
  /** Sends a line that says it is a test, once, at once. */
  test(id: string, signal: AbortSignal): Promise<SendOutcome>
}
