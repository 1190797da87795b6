import type { AuditLog } from '../audit/auditLog.ts'
import type { Permission } from '../auth/permissions.ts'
import type { User } from '../auth/user.ts'
import { rowProblem } from '../feeds/reasons.ts'
import { idOf, numberOfId } from '../merge/opaqueId.ts'
import type { RowProblem } from '../packs/pack.ts'
import type { DeskAnswer } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'
import { buildingView, cellView } from './buildingView.ts'
import { certificateProblem } from './certificateProblem.ts'
import { createReach, type Reach } from './createReach.ts'
import { createBulkRule, isRelease } from './createBulkRule.ts'
import { type Desk, DESK_KINDS, type ReportingHow } from './desk.ts'
import type { DeskContext } from './deskContext.ts'
import { landlordIn, platesIn } from './ledgerCells.ts'
import { personView } from './personView.ts'
import { placeRows } from './placeRows.ts'
import { timelinePage } from './timeline.ts'
import { todayView } from './todayView.ts'
import { namesOf, peopleOf, studentsByPerson, unitCard } from './unitCard.ts'
import { listBits } from './unitState.ts'

/** A bulk change is confirmed by a person who saw how many; more at once is a program. */
const MOST_REPORTS = 2_500
/** So many changed units are told one by one; of more a desk reads again what it shows. */
const MOST_CHANGES = 400

/** The desk's questions and reports, over the world as it is now. */
export function createDesk(context: DeskContext, audit: AuditLog): Desk {
  let reaches = new WeakMap<User, Reach>()
  let reachedWorld = context.world()
  /** A scope is worked out once per user and world. */
  const reachOf = (user: User): Reach => {
    const world = context.world()
    if (world !== reachedWorld) {
      reaches = new WeakMap()
      reachedWorld = world
    }
    let reach = reaches.get(user)
    if (!reach) reaches.set(user, (reach = createReach(context.known().registers, world, user.scope)))
    return reach
  }
  const unitInReach = (user: User, id: unknown): number => {
    const unit = numberOfId('u', id)
    return reachOf(user).hasUnit(unit) ? unit : -1
  }
  /** A person whom the card of that unit names. */
  const personInUnit = (unit: number, id: unknown): { person: number; student: number } | null => {
    const person = numberOfId('p', id)
    return peopleOf(context, unit, studentsByPerson(context, unit)).find((entry) => entry.person === person) ?? null
  }

  return {
    context,
    reachOf,
    places: (user) => placeRows(context, reachOf(user)),
    building(user, id) {
      context.live()
      const building = numberOfId('b', id)
      return reachOf(user).hasBuilding(building) ? buildingView(context, building) : null
    },
    poster(user, id) {
      context.live()
      const reach = reachOf(user)
      const place = numberOfId('n', id)
      if (!reach.hasPlace(place)) return null
      const world = context.world()
      const { parent } = world.layout
      const views = []
      for (let building = 0; building < context.known().registers.buildings.length; building++) {
        if (world.unitsStart[building] === world.unitsStart[building + 1] || !reach.hasBuilding(building)) continue
        for (let node = parent[world.firstBuilding + building]; node >= 0; node = parent[node]) {
          if (node !== world.firstPlace + place) continue
          views.push(buildingView(context, building))
          break
        }
      }
      return views
    },
    unit(user, id, locale) {
      context.live()
      const unit = unitInReach(user, id)
      return unit < 0 ? null : unitCard(context, reachOf(user), unit, locale)
    },
    timeline(user, id, before) {
      context.live()
      const unit = unitInReach(user, id)
      if (unit < 0) return null
      return timelinePage(context, reachOf(user), unit, context.store.vault.cellsOfUnit(unit), namesOf(context, peopleOf(context, unit, studentsByPerson(context, unit))), before)
    },
    showLandlord(user, id) {
      const unit = unitInReach(user, id)
      const landlord = unit < 0 ? null : landlordIn(context.store.vault.cellsOfUnit(unit))
      if (!landlord) return null
      audit.write({ account: user.id, action: 'show-landlord', subject: idOf('u', unit), details: { unit: idOf('u', unit) } })
      return { name: landlord.name, phone: landlord.phone || null }
    },
    callLandlord(user, id) {
      const unit = unitInReach(user, id)
      const landlord = unit < 0 ? null : landlordIn(context.store.vault.cellsOfUnit(unit))
      if (!landlord) return null
      audit.write({ account: user.id, action: 'call-landlord', subject: idOf('u', unit), details: { unit: idOf('u', unit) } })
      return landlord.phone
    },
    showPlates(user, id) {
      const unit = unitInReach(user, id)
      const plates = unit < 0 ? [] : platesIn(context.store.vault.cellsOfUnit(unit))
      if (plates.length === 0) return null
      audit.write({ account: user.id, action: 'show-plates', subject: idOf('u', unit), details: { unit: idOf('u', unit) } })
      return plates
    },
    show(user, personId, unitId, locale) {
      const unit = unitInReach(user, unitId)
      const found = unit < 0 ? null : personInUnit(unit, personId)
      if (!found) return null
      audit.write({ account: user.id, action: 'show-person', subject: idOf('p', found.person), details: { unit: idOf('u', unit) } })
      return personView(context, found.person, unit, found.student, true, locale)
    },
    call(user, personId, unitId) {
      const unit = unitInReach(user, unitId)
      const found = unit < 0 ? null : personInUnit(unit, personId)
      if (!found) return null
      audit.write({ account: user.id, action: 'call-person', subject: idOf('p', found.person), details: { unit: idOf('u', unit) } })
      return context.store.vault.person(found.person)?.phone ?? ''
    },
    report: (user, reports, locale, how = {}) => sendReports(context, user, reports, locale, how, {
      unitInReach: (id) => unitInReach(user, id),
      mayName: (id) => mayName(context, reachOf(user), id),
    }),
    today(user, place) {
      context.live()
      const reach = reachOf(user)
      if (place === null) return todayView(context, reach, null)
      const number = numberOfId('n', place)
      return reach.hasPlace(number) ? todayView(context, reach, context.world().firstPlace + number) : null
    },
    changes(user, units) {
      const { rev } = context.known()
      if (units === 'all') return { rev, units: null }
      const reach = reachOf(user)
      const changed: number[] = []
      for (const unit of units) if (reach.hasUnit(unit)) changed.push(unit)
      if (changed.length === 0) return null
      if (changed.length > MOST_CHANGES) return { rev, units: null }
      const todoBits = listBits(context)
      return { rev, units: changed.map((unit) => pick(cellView(context, unit, todoBits))) }
    },
  }
}

const pick = ({ id, status, tags, day, todo, seq }: ReturnType<typeof cellView>) => ({ id, status, tags, day, todo, seq })

/** Somebody who lives, lived or is registered within reach: a report may name them in another unit of the reach (a move). */
function mayName(context: DeskContext, reach: Reach, id: unknown): boolean {
  const known = context.known()
  const person = numberOfId('p', id)
  if (person < 0 || person >= known.personCount) return false
  const residence = known.residents.ofPerson(person)
  if (residence && reach.hasUnit(residence.unit)) return true
  const view = context.live().explainPerson(person)
  if (view && [view.unit, ...view.earlierUnits].some((unit) => reach.hasUnit(unit))) return true
  const { registers } = known
  return registers.studentsOfPerson(person).some((student) => reach.hasUnit(registers.studentUnit.values[student]))
}

interface Rights { unitInReach(id: unknown): number; mayName(id: unknown): boolean }

/** Which permission a report needs beyond writing reports. */
function permissionFor(report: Record<string, unknown>): Permission {
  if (report.kind === 'call') return 'people.call'
  if (isRelease(report) || (report.kind === 'officer' && report.settled === true)) return 'units.release'
  return 'units.report'
}

/** Reports of one kind go on together, in their order; each problem keeps the report's own index, and a report may have several. */
async function sendReports(context: DeskContext, user: User, reports: readonly unknown[], locale: Locale, { together = false, bulk = false, check = false }: ReportingHow, rights: Rights): Promise<DeskAnswer> {
  const answer: DeskAnswer = { accepted: 0, rev: context.known().rev, problems: [] }
  const refuse = (index: number, problem: RowProblem): void => void answer.problems.push({ index, field: problem.field, code: problem.code, reason: problem.reason[locale] })
  if (reports.length > MOST_REPORTS) {
    refuse(0, rowProblem('reports', 'too-many'))
    return answer
  }
  const bulkProblem = createBulkRule(context, reports, bulk)
  const groups: { kind: string; rows: Record<string, unknown>[]; indexes: number[] }[] = []
  reports.forEach((raw, index) => {
    const report = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw as Record<string, unknown> : null
    if (!report || !(DESK_KINDS as readonly unknown[]).includes(report.kind)) return refuse(index, rowProblem('kind', 'unknown-value'))
    if (rights.unitInReach(report.unit) < 0) return refuse(index, rowProblem('unit', 'unknown-unit'))
    if (report.person !== undefined && report.person !== null && !rights.mayName(report.person)) return refuse(index, rowProblem('person', 'unknown-person'))
    if (!user.permissions.has(permissionFor(report))) return refuse(index, rowProblem('kind', 'not-allowed'))
    const problem = bulkProblem(report)
    if (problem) return refuse(index, problem)
    const { kind, ...row } = report
    const checked = context.check(kind as string, row)
    // All of them at once: whoever typed them mends them at once.
    if ('problems' in checked) return checked.problems.forEach((each) => refuse(index, each))
    const last = groups.at(-1)
    if (last && last.kind === kind && !together) {
      last.rows.push(row)
      last.indexes.push(index)
    } else groups.push({ kind: kind as string, rows: [row], indexes: [index] })
  })
  if (check) return answer
  for (const group of groups) {
    if (together && answer.problems.length > 0) break
    // Only now: a release may stand right before its certificate.
    const problems = group.rows.map((row) => certificateProblem(context, group.kind, row))
    problems.forEach((problem, i) => problem && refuse(group.indexes[i], problem))
    const indexes = group.indexes.filter((_, i) => !problems[i])
    if (indexes.length === 0) continue
    const result = await context.accept(group.kind, group.rows.filter((_, i) => !problems[i]), user.id)
    answer.accepted += result.accepted + result.duplicates
    answer.rev = result.rev
    for (const problem of result.rejected) refuse(indexes[problem.index], problem)
  }
  return answer
}
