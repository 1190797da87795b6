import type { DeskReport, UnitCard } from '../../server/protocol/desk.ts'
import type { PackDescription } from '../../server/protocol/entities.ts'
import { releaseReport } from './releaseReport.ts'

/**
 * The reports that confirm the finished registrations of a unit, for many units at once. Whoever is under a loud status
 * (red, orange) is never among them, and neither is a unit where somebody is: those are released one person at a time
 * (rule 7). Pure; empty when nothing is due.
 */
export function finishedRegistrations(card: UnitCard, pack: PackDescription, releasedOn: string): DeskReport[] {
  const isLoud = (status: number | null): boolean => status !== null && (pack.statuses[status]?.loud ?? true)
  if (isLoud(card.status) || card.people.some((person) => person.lives && isLoud(person.status))) return []
  return card.people
    .filter((person) => person.lives && person.observation?.isDue && !person.whereabouts?.releasedOn)
    .flatMap((person) => releaseReport(card.id, card.seq, person, releasedOn) ?? [])
}
