import { idOf } from '../merge/opaqueId.ts'
import { dayToText } from '../protocol/day.ts'
import { MOVED_OUT_MARK, type TodayView, type WorkItem } from '../protocol/desk.ts'
import type { UnitRecord } from '../world/recordColumns.ts'
import type { Reach } from './createReach.ts'
import type { DeskContext } from './deskContext.ts'
import { bitsOfTags, listBits, type UnitState, unitState } from './unitState.ts'

/** So many of a list travel at once; the rest comes as the first are done. */
const MOST_ITEMS = 500
/** Either is the card of a return. */
const CARDS: readonly string[] = ['notice', 'pledge']

type Key = TodayView['lists'][number]['key']
/** In the order in which a person would do them. */
const ORDER: readonly Key[] = ['release-due', 'new-returns', 'not-reached', 'care-missing', 'care-earlier', 'to-verify', 'moved-out', 'registration-done']

/** What is to be done today within reach (below a node when one is given), and how far each committee is. */
export function todayView(context: DeskContext, reach: Reach, below: number | null): TodayView {
  const known = context.known()
  const { registers } = known
  const world = context.world()
  const today = context.today()
  const lists = new Map<Key, { items: WorkItem[]; total: number; done: number }>(ORDER.map((key) => [key, { items: [], total: 0, done: 0 }]))
  const committees = new Map<number, { total: number; done: number; missingDays: number }>()
  const bitsOf = new Map((context.pack.desk?.lists ?? []).map(({ key, tags }) => [key as Key, bitsOfTags(context, tags)]))
  const todoBits = listBits(context)
  const recordsToday = recordsByUnit(context, today)
  const live = context.live()
  const caredFor = context.pack.desk?.caredFor ?? []

  for (let building = 0; building < registers.buildings.length; building++) {
    if (!reach.hasBuilding(building) || registers.isTakenDown(building, today) || (below !== null && !isBelow(context, world.firstBuilding + building, below))) continue
    const committee = committeeOf(context, world.firstBuilding + building)
    for (let i = world.unitsStart[building]; i < world.unitsStart[building + 1]; i++) {
      const unit = world.unitsByBuilding[i]
      const { status, tags } = live.statusOf(unit)
      const touched = recordsToday.get(unit)
      // Most homes have nothing to do and nothing done: they cost two look-ups.
      const isObserved = caredFor.includes(status)
      if (!touched && !isObserved && (tags & todoBits) === 0) continue
      const state = unitState(context, unit, todoBits)
      const on: Key[] = []
      for (const [key, bits] of bitsOf) if (tags & bits) on.push(key)
      if (state.careMissing) on.push('care-missing')
      if (state.earlierCareMissing > 0) on.push('care-earlier')
      const cardedOn = firstCardSince(context, unit, state.observation?.arrival ?? today)
      // However long ago the arrival was: a return may be registered late. Who is due needs a release, no card.
      if (isObserved && state.observation && !state.observation.isDue && cardedOn === null) on.push('new-returns')
      const done = touched ? doneKeys(touched, on, isObserved, today) : []
      if (cardedOn === today) done.push('new-returns')
      for (const key of on) {
        const list = lists.get(key)!
        list.total++
        list.items.push(itemOf(context, unit, building, state))
      }
      for (const key of done) {
        lists.get(key)!.done++
        lists.get(key)!.total++
      }
      if (committee >= 0 && (on.length > 0 || done.length > 0)) {
        const entry = committees.get(committee) ?? { total: 0, done: 0, missingDays: 0 }
        entry.total++
        entry.missingDays += state.earlierCareMissing
        if (on.length === 0) entry.done++
        committees.set(committee, entry)
      }
    }
  }
  const { nodes } = world.layout.head
  return {
    day: dayToText(today), rev: known.rev,
    lists: ORDER.map((key) => {
      const { items, total, done } = lists.get(key)!
      items.sort(key === 'not-reached' ? byTries : byUrgency)
      return { key, total, done, items: items.slice(0, MOST_ITEMS) }
    }),
    committees: [...committees].map(([node, counts]) => ({ id: nodes[node].id, name: nodes[node].name, ...counts })).sort((a, b) => b.total - b.done - (a.total - a.done)),
  }
}

/** 2号 before 10号. */
const BY_ADDRESS = new Intl.Collator('zh-CN', { numeric: true })

/** Longest under observation first, then most often tried, then by address. */
const byUrgency = (a: WorkItem, b: WorkItem): number => (b.day ?? -1) - (a.day ?? -1) || b.tries - a.tries || BY_ADDRESS.compare(a.address, b.address)

/** Most often tried first. */
const byTries = (a: WorkItem, b: WorkItem): number => b.tries - a.tries || byUrgency(a, b)

function itemOf(context: DeskContext, unit: number, building: number, { status, tags, observation, earlierCareMissing }: UnitState): WorkItem {
  const { registers } = context.known()
  return {
    unit: idOf('u', unit), building: idOf('b', building), address: `${registers.compoundNameOf(building)} ${registers.buildings[building].label} ${registers.roomOf(unit)}`,
    status, tags, day: observation?.day ?? null, seq: context.known().newestSeqOf(unit), tries: triesOf(context, unit), dueOn: observation ? dayToText(observation.dueOn) : null,
    missingDays: earlierCareMissing,
  }
}

/** Calls and visits that reached nobody since the last one that did. */
function triesOf(context: DeskContext, unit: number): number {
  const { records } = context.known()
  if (!records.hasAny(unit)) return 0
  let tries = 0
  for (const { feed, code } of records.ofUnit(unit)) {
    if (feed !== 'call' && feed !== 'visit') continue
    if (code === 'reached' || code === 'at-home') break
    if (code === 'no-answer' || code === 'wrong-number' || code === 'nobody') tries++
  }
  return tries
}

/** What was written down today took a unit off these lists. */
function doneKeys(records: readonly UnitRecord[], on: readonly Key[], isObserved: boolean, today: number): Key[] {
  const done: Key[] = []
  const wrote = (feed: string, code?: string): boolean => records.some((record) => record.feed === feed && (code === undefined || record.code === code))
  if (!on.includes('not-reached') && (wrote('call', 'reached') || wrote('visit', 'at-home') || wrote('officer', 'stayed') || wrote('officer', 'not-returned'))) done.push('not-reached')
  if (!on.includes('release-due') && !on.includes('registration-done') && wrote('officer', 'released')) done.push('release-due')
  if (!on.includes('moved-out') && wrote('mark', `-${MOVED_OUT_MARK}`)) done.push('moved-out')
  if (isObserved && !on.includes('care-missing') && wrote('care', String(today))) done.push('care-missing')
  if (isObserved && !on.includes('care-earlier') && records.some(({ feed, code }) => feed === 'care' && code !== String(today))) done.push('care-earlier')
  return done
}

/** Day on which the first card of a stay was handed out to a home; null: not yet. */
function firstCardSince(context: DeskContext, unit: number, arrival: number): number | null {
  const { records } = context.known()
  if (!records.hasAny(unit)) return null
  const days = records.ofUnit(unit).filter(({ feed, code, validOn }) => feed === 'paper' && CARDS.includes(code) && validOn >= arrival).map(({ validOn }) => validOn)
  return days.length > 0 ? Math.min(...days) : null
}

function recordsByUnit(context: DeskContext, day: number): Map<number, UnitRecord[]> {
  const found = new Map<number, UnitRecord[]>()
  for (const record of context.known().records.onDay(day)) {
    const list = found.get(record.unit)
    if (list) list.push(record)
    else found.set(record.unit, [record])
  }
  return found
}

function committeeOf(context: DeskContext, node: number): number {
  const { layout } = context.world()
  for (let at = node; at >= 0; at = layout.parent[at]) if (layout.head.nodes[at].kind === 'committee') return at
  return -1
}

function isBelow(context: DeskContext, node: number, top: number): boolean {
  const { parent } = context.world().layout
  for (let at = node; at >= 0; at = parent[at]) if (at === top) return true
  return false
}
