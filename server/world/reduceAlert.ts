import type { AlertAct, AlertVerdict } from '../protocol/school.ts'

/** One thing that was done with an alert. */
export interface AlertStep {
  seq: number
  /** When it was received, epoch ms. */
  at: number
  /** Day number. */
  on: number
  /** Author of the log entry. */
  by: string
  act: AlertAct
  /** Of the act: a verdict, an account, a level, the key of a group; '' otherwise. */
  word: string
}

export interface AlertState {
  state: 'open' | 'acknowledged' | 'verified' | 'passed-on' | 'closed'
  verdict: AlertVerdict | null
  /** Account, or ''. */
  assignedTo: string
  level: number
  /** Since when it is at that level, epoch ms. */
  levelAt: number
  /** First time that a person did something about it; 0: nobody has. */
  acknowledgedAt: number
  passedOnAt: number
  closedAt: number
  closedSeq: number
  /** Key of the alert that it goes with, or ''. */
  group: string
}

/** Author of what the rules do by themselves. */
export const ALERT_AUTHOR = 'alert-rules'

export const openedAlert = (at: number, group: string, level: number): AlertState =>
  ({ state: 'open', verdict: null, assignedTo: '', level, levelAt: at, acknowledgedAt: 0, passedOnAt: 0, closedAt: 0, closedSeq: 0, group })

/** What an alert is after a step. Pure. What the rules do is no acknowledgement: it would make the times look good. */
export function reduceAlert(before: AlertState, { act, word, at, seq, by }: AlertStep): AlertState {
  const after = { ...before }
  if (by !== ALERT_AUTHOR && act !== 'note' && act !== 'group' && after.acknowledgedAt === 0) {
    after.acknowledgedAt = at
    if (after.state === 'open') after.state = 'acknowledged'
  }
  switch (act) {
    case 'assign':
      after.assignedTo = word
      break
    case 'verify':
      after.verdict = word as AlertVerdict
      // A closed one stays closed, unless it turns out to be true after all.
      if (after.state !== 'closed' || word === 'true') {
        after.state = 'verified'
        after.closedAt = after.closedSeq = 0
      }
      break
    case 'pass-on':
      after.state = 'passed-on'
      after.passedOnAt = at
      break
    case 'close':
      after.state = 'closed'
      after.closedAt = at
      after.closedSeq = seq
      break
    case 'group':
      after.group = word
      break
    case 'climb':
      after.level = Number(word)
      after.levelAt = at
      break
    case 'acknowledge':
    case 'note':
    case 'open':
  }
  return after
}
