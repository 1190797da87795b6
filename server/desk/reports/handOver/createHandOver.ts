import type { AuditLog } from '../../../audit/auditLog.ts'
import type { Accounts } from '../../../auth/accounts/accounts.ts'
import { roleOf } from '../../../auth/roles.ts'
import type { User } from '../../../auth/user.ts'
import { redactPersonal } from '../../../feeds/rowChecks/redactPersonal.ts'
import { numberOfId } from '../../../merge/opaqueId.ts'
import { dayToText } from '../../../protocol/day.ts'
import type { NodeKind } from '../../../protocol/entities.ts'
import type { DutyOfficer, HandOverCommittee, HandOverNote, HandOverView } from '../../../protocol/deskReport.ts'
import { createReach, type Reach } from '../../createReach.ts'
import type { Desk } from '../../desk.ts'
import { todayView } from '../../todayView.ts'
import { NO_COMMITTEE, reportPlaces } from '../reportPlaces.ts'

/** One page: the most urgent of each committee, and how many more there are. */
const MOST_ITEMS = 12
/** Lists whose single homes the next shift must know of; of the others the number is enough. */
const LISTED = ['release-due', 'new-returns', 'care-missing', 'to-verify'] as const
const MOST_SIGN_INS = 1_000
export const LONGEST_NOTE = 2_000
/** A shift may begin before midnight: what was said in the last day is on the page, whatever the date. */
const NOTES_OF_MS = 24 * 3_600_000
/** The newest; whoever leaves more open has no use for a page. */
const MOST_NOTES = 500
/** To everybody whose scope reaches anything. */
const ALL = 'all'

export interface HandOver {
  view(user: User): HandOverView
  /** A note for the next shift, `place` one of the view's addressees. False when there is no such place, or nothing in the note. */
  note(user: User, place: string, text: string): boolean
  /** Ticks a note off. False when there is none that the user may tick off. */
  close(user: User, id: number): boolean
}

/**
 * Who is on duty, what is open and what was left to say, committee by committee. A note to a committee is for whoever has
 * the committee; one to a street or a district for whoever has anything below it; one to all for whoever has anything.
 */
export function createHandOver(desk: Desk, accounts: Accounts, audit: AuditLog): HandOver {
  const { context } = desk

  const committeesOf = (reach: Reach) => reportPlaces(context).rows.filter(({ id }) => id !== NO_COMMITTEE && reach.hasPlace(numberOfId('n', id)))

  /** Account id → when it signed in first today, or was seen first today under a session of yesterday. */
  function onDutyToday(): Map<string, number> {
    const fromAt = context.today() * 86_400_000 - context.zoneOffsetMinutes() * 60_000
    const found = new Map<string, number>()
    for (const { lastSeenAt, id } of accounts.list()) if (lastSeenAt !== null && lastSeenAt >= fromAt) found.set(id, lastSeenAt)
    for (const { account, at } of audit.list({ action: 'sign-in', fromAt, limit: MOST_SIGN_INS })) found.set(account, at)
    return found
  }

  function dutyOf(reach: Reach): { whole: DutyOfficer[]; byCommittee: Map<string, DutyOfficer[]> } {
    const { registers } = context.known()
    const world = context.world()
    const committees = committeesOf(reach)
    const whole: DutyOfficer[] = []
    const byCommittee = new Map<string, DutyOfficer[]>()
    const duty = onDutyToday()
    for (const { id, name, role, scope, disabled } of accounts.list()) {
      const signedInAt = duty.get(id)
      if (signedInAt === undefined || disabled || role === 'screen') continue
      const own = createReach(registers, world, scope)
      const covered = committees.filter((committee) => own.hasPlace(numberOfId('n', committee.id)))
      // Somebody of one compound works for its committee.
      const within = covered.length > 0 ? covered : committees.filter((committee) => reachesInto(own, committee.id))
      if (within.length === 0) continue
      const officer: DutyOfficer = { name, role: roleOf(role)?.name ?? { 'zh-CN': role, en: role }, signedInAt }
      if (within.length > 1 || own.hasEverything) whole.push(officer)
      else byCommittee.set(within[0].id, [...(byCommittee.get(within[0].id) ?? []), officer])
    }
    const byTime = (a: DutyOfficer, b: DutyOfficer): number => a.signedInAt - b.signedInAt
    for (const officers of byCommittee.values()) officers.sort(byTime)
    return { whole: whole.sort(byTime), byCommittee }
  }

  function reachesInto(own: Reach, committee: string): boolean {
    const world = context.world()
    const { parent } = world.layout
    const top = world.firstPlace + numberOfId('n', committee)
    for (let building = 0; building < context.known().registers.buildings.length; building++) {
      if (!own.hasBuilding(building)) continue
      for (let node = world.firstBuilding + building; node >= 0; node = parent[node]) if (node === top) return true
    }
    return false
  }

  function committeeView(reach: Reach, committee: { id: string; name: string }, onDuty: DutyOfficer[], notes: HandOverNote[]): HandOverCommittee {
    const { lists } = todayView(context, reach, context.world().firstPlace + numberOfId('n', committee.id))
    const open = lists.filter(({ key }) => (LISTED as readonly string[]).includes(key)).flatMap(({ key, items }) =>
      items.map(({ unit, building, address, status, day, tries, dueOn }) => ({ list: key as string, unit, building, address, status, day, tries, dueOn })))
    const listedTotal = lists.filter(({ key }) => (LISTED as readonly string[]).includes(key)).reduce((sum, { total, done }) => sum + total - done, 0)
    return {
      ...committee, onDuty, lists: lists.filter(({ total }) => total > 0).map(({ key, total, done }) => ({ key, total, done })),
      items: open.slice(0, MOST_ITEMS), more: Math.max(0, listedTotal - Math.min(open.length, MOST_ITEMS)), notes,
    }
  }

  /** Nodes above committees that something of the reach lies below (or that are in it): their notes are for this reader. */
  function streetsAbove(reach: Reach): { streets: { id: string; name: string }[]; hasAnything: boolean } {
    const { registers } = context.known()
    const world = context.world()
    const { parent, head: { nodes } } = world.layout
    const touched = new Set<number>()
    const touch = (from: number): void => {
      for (let node = from; node >= 0 && !touched.has(node); node = parent[node]) touched.add(node)
    }
    for (let place = 0; place < registers.places.length; place++) if (reach.hasPlace(place)) touch(world.firstPlace + place)
    for (let building = 0; building < registers.buildings.length; building++) if (reach.hasBuilding(building)) touch(world.firstBuilding + building)
    const streets = []
    for (let node = world.firstPlace; node < world.firstBuilding; node++) if (touched.has(node) && ABOVE_COMMITTEES.includes(nodes[node].kind)) streets.push({ id: nodes[node].id, name: nodes[node].name })
    return { streets, hasAnything: touched.size > 0 }
  }

  /** Whether a note to that place is the user's to write and to tick off. */
  const isOwn = (reach: Reach, place: string): boolean => (place === ALL ? reach.hasEverything : reach.hasPlace(numberOfId('n', place)))

  return {
    view(user) {
      context.live()
      const reach = desk.reachOf(user)
      const { whole, byCommittee } = dutyOf(reach)
      const now = context.now()
      const kept = context.store.reportTables.notesSince(now - NOTES_OF_MS).slice(-MOST_NOTES)
      const notesAt = (place: string, to = ''): HandOverNote[] => kept.filter((row) => row.place === place).map(({ id, at, account, note, done_at, done_by }) => ({
        id, at, by: context.nameOfAuthor(account), to, note, done: done_at === null ? null : { at: done_at, by: context.nameOfAuthor(done_by) },
        mayClose: done_at === null && user.permissions.has('units.report') && isOwn(reach, place),
      }))
      const { streets, hasAnything } = streetsAbove(reach)
      const committees = committeesOf(reach)
      return {
        day: dayToText(context.today()), rev: context.known().rev, at: now, onDuty: whole,
        notes: [...(hasAnything ? notesAt(ALL) : []), ...streets.flatMap(({ id, name }) => notesAt(id, name))].sort((a, b) => a.at - b.at || a.id - b.id),
        addressees: [...committees, ...streets.filter(({ id }) => isOwn(reach, id)), ...(reach.hasEverything ? [{ id: ALL, name: '' }] : [])],
        committees: committees.map((committee) => committeeView(reach, committee, byCommittee.get(committee.id) ?? [], notesAt(committee.id))),
      }
    },
    note(user, place, text) {
      const clean = text.replace(/[^\P{Cc}\n]/gu, '').trim().slice(0, LONGEST_NOTE)
      const reach = desk.reachOf(user)
      const isAddressee = isOwn(reach, place) && (place === ALL || committeesOf(reach).some(({ id }) => id === place) || streetsAbove(reach).streets.some(({ id }) => id === place))
      if (clean === '' || !isAddressee) return false
      // Numbers do not belong into a page that is passed on; a name that somebody types anyway cannot be told from other words.
      context.store.reportTables.addNote({ day: dayToText(context.today()), place, account: user.id, at: context.now(), note: redactPersonal(clean, []) })
      return true
    },
    close(user, id) {
      const note = Number.isSafeInteger(id) ? context.store.reportTables.note(id) : null
      if (!note || !isOwn(desk.reachOf(user), note.place)) return false
      context.store.reportTables.closeNote(id, user.id, context.now())
      return true
    },
  }
}

const ABOVE_COMMITTEES: readonly NodeKind[] = ['district', 'subdistrict']
