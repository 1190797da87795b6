import type { AuditLog } from '../../../audit/auditLog.ts'
import type { Accounts } from '../../../auth/accounts/accounts.ts'
import { roleOf } from '../../../auth/roles.ts'
import type { User } from '../../../auth/user.ts'
import { redactPersonal } from '../../../feeds/rowChecks/redactPersonal.ts'
import { numberOfId } from '../../../merge/opaqueId.ts'
import { dayToText } from '../../../protocol/day.ts'
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

export interface HandOver {
  view(user: User): HandOverView
  /** A note for the next shift, `place` a committee of the reach or `all`. False when there is no such place, or nothing in the note. */
  note(user: User, place: string, text: string): boolean
}

/** Who is on duty, what is open and what was left to say, committee by committee. */
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

  return {
    view(user) {
      context.live()
      const reach = desk.reachOf(user)
      const { whole, byCommittee } = dutyOf(reach)
      const day = dayToText(context.today())
      const kept = context.store.reportTables.notes(day)
      const notesAt = (place: string): HandOverNote[] => kept.filter((row) => row.place === place).map(({ at, account, note }) => ({ at, by: context.nameOfAuthor(account), note }))
      return {
        day, rev: context.known().rev, at: context.now(), onDuty: whole, notes: notesAt('all'),
        committees: committeesOf(reach).map((committee) => committeeView(reach, committee, byCommittee.get(committee.id) ?? [], notesAt(committee.id))),
      }
    },
    note(user, place, text) {
      const clean = text.replace(/[^\P{Cc}\n]/gu, '').trim().slice(0, LONGEST_NOTE)
      const isOwn = place === 'all' ? desk.reachOf(user).hasEverything : desk.reachOf(user).hasPlace(numberOfId('n', place))
      if (clean === '' || !isOwn) return false
      // Numbers do not belong into a page that is passed on; a name that somebody types anyway cannot be told from other words.
      context.store.reportTables.addNote({ day: dayToText(context.today()), place, account: user.id, at: context.now(), note: redactPersonal(clean, []) })
      return true
    },
  }
}
