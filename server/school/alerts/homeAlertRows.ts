import type { AlertRow } from '../../feeds/alert/alertRow.ts'
import { idOf } from '../../merge/opaqueId.ts'
import type { AlertRules } from '../../packs/alertRules.ts'
import type { PackDescription } from '../../protocol/entities.ts'
import { dayToText } from '../../protocol/day.ts'
import type { KnownFacts } from '../../world/knownFacts.ts'
import type { LiveWorld } from '../../world/liveWorld.ts'
import { NO_UNIT } from '../../world/registers.ts'
import { openingLevel } from './openingLevel.ts'

/**
 * Home that a pupil's alert is for: the roster's, or the one that the newest report on the pupil names, when it is under
 * management now; else -1. This is what lays the tag `home-alert` on a pupil.
 */
export function managedHomeOf(known: KnownFacts, live: LiveWorld, student: number, { statuses }: AlertRules['home']): number {
  const { registers, pack } = known
  const person = registers.studentPerson.values[student]
  for (const unit of [registers.studentUnit.values[student], person >= 0 ? live.personUnitOf(person) : -1]) {
    if (unit < 0 || unit === NO_UNIT || unit >= registers.unitCount) continue
    const key = (pack.description as PackDescription).statuses[live.statusOf(unit).status]?.key
    if (key !== undefined && statuses.includes(key)) return unit
  }
  return -1
}

/**
 * Alerts of these pupils' homes: opened when one is under management, closed by themselves when none is. A stay opens one
 * alert: seen, or closed by hand, it is told anew only when somebody else comes home or the colour changes.
 */
export function homeAlertRows(known: KnownFacts, live: LiveWorld, students: Iterable<number>, rules: Pick<AlertRules, 'home' | 'staffLevel'>, today: number): AlertRow[] {
  const { registers, alertBook: book } = known
  const rows: AlertRow[] = []
  const { home: rule } = rules
  for (const student of students) {
    const unit = registers.studentOnRoster.values[student] ? managedHomeOf(known, live, student, rule) : -1
    const standing = book.ofStudent(student).filter((index) => book.alerts[index].rule === rule.rule && book.alerts[index].now.state !== 'closed')
    if (unit < 0) {
      for (const index of standing) rows.push({ id: `close:${book.alerts[index].key}`, act: 'close', alert: book.alerts[index].key, why: 'home-released' })
      continue
    }
    const { reason, status } = live.explain(unit)
    const key = `${rule.rule}:${idOf('s', student)}:${idOf('u', unit)}:${status}:${reason.details.arrival ?? reason.validOn ?? ''}`
    // What nobody has seen says enough: there is one line of a pupil's home at a time.
    if (book.indexOf(key) >= 0 || standing.some((index) => book.alerts[index].now.state === 'open')) continue
    for (const index of standing) rows.push({ id: `close:${book.alerts[index].key}`, act: 'close', alert: book.alerts[index].key, why: 'home-changed' })
    const className = registers.texts.textOf(registers.studentClass.values[student])
    rows.push({
      id: key, act: 'open', key, rule: rule.rule, students: [idOf('s', student)], campus: idOf('c', registers.studentCampus.values[student]), day: dayToText(today), details: {},
      class: className, ...openingLevel(rules, className),
    })
  }
  return rows
}
