import type { DeskRules } from '../pack.ts'
import { GREEN, OBSERVATION_DAYS, ORANGE, RED, YELLOW } from './codes.ts'

/** How the six colours are worked off at the desk. */
export const deskRules: DeskRules = {
  observationDays: OBSERVATION_DAYS,
  observe({ status, reason }, day) {
    const { arrival } = reason.details
    if ((status !== RED && status !== ORANGE && status !== YELLOW) || typeof arrival !== 'number') return null
    return { arrival, day: day - arrival, dueOn: arrival + OBSERVATION_DAYS, isDue: day - arrival >= OBSERVATION_DAYS }
  },
  releasedOn: ({ reason: { code, details: { released } } }) => (code === 'released' && typeof released === 'number' ? released : null),
  caredFor: [RED, ORANGE],
  lists: [
    { key: 'release-due', tags: ['release-due'] },
    { key: 'not-reached', tags: ['unreached', 'no-answer'] },
    { key: 'to-verify', tags: ['conflict', 'self-report', 'verification', 'origin-unknown', 'vacant-but-occupied', 'seen-at-home'] },
    { key: 'moved-out', tags: ['moved-out'] },
    { key: 'registration-done', tags: ['registration-done'] },
  ],
  // A parent writes "has not left" of a child who came back less than 14 days before, or "has travelled" of one who stayed.
  contradicts({ travelled }, checkDay, { status, reason }) {
    if (typeof travelled !== 'boolean') return false
    const { arrival } = reason.details
    const cameBack = typeof arrival === 'number' && arrival <= checkDay && checkDay - arrival < OBSERVATION_DAYS
    if (cameBack) return !travelled
    return travelled && status === GREEN && reason.code === 'stayed'
  },
}
