import type { CheckPost } from '../../../server/protocol/checks.ts'
import type { Answers } from '../../../server/protocol/residents.ts'
import { plainAnswers } from '../plainAnswers.ts'

/** A child as this device knows it: nothing in clear. `page`: the class's code by which it was last found. */
export interface DeviceChild { child: string; name: string; studentNo: string; page: string }
/** A report that has not reached the server. */
export interface Unsent { post: CheckPost; page: string }

export interface DeviceStore {
  children(): DeviceChild[]
  /** Adds it, or takes over what is newer. */
  keep(child: DeviceChild): void
  /** With all that was kept of it. */
  forget(child: string): void
  remembered(child: string): Answers
  remember(child: string, answers: Answers): void
  unsent(child: string): Unsent | null
  keepUnsent(unsent: Unsent): void
  dropUnsent(child: string): void
}

const KEY = 'liuse.class'
/** A phone with more is a teacher's, who has a link of the own. */
const MOST_CHILDREN = 12

interface Kept { children: DeviceChild[]; answers: Record<string, Answers>; unsent: Record<string, Unsent> }

/**
 * What a parent's phone keeps: which children it reports for, the answers that seldom change, and what could not be sent.
 * Here and nowhere else. Without a storage (a private window) it lasts as long as the page. Every question and every change
 * begins with what is kept by then: another tab may have reported for another child, or sent what waited.
 */
export function createDeviceStore(storage: Pick<Storage, 'getItem' | 'setItem'> | null): DeviceStore {
  let lasting = storage
  let known = read(storage)
  const kept = (): Kept => (lasting ? (known = read(lasting)) : known)
  function change(edit: (now: Kept) => void): void {
    edit(kept())
    try {
      lasting?.setItem(KEY, JSON.stringify(known))
    } catch {
      // Full, or not allowed: from here on it lasts as long as the page.
      lasting = null
    }
  }
  return {
    children: () => [...kept().children],
    keep: (child) => change((now) => {
      const at = now.children.findIndex((one) => one.child === child.child)
      if (at >= 0) now.children[at] = child
      else now.children = [...now.children.slice(1 - MOST_CHILDREN), child]
    }),
    forget: (child) => change((now) => {
      now.children = now.children.filter((one) => one.child !== child)
      delete now.answers[child]
      delete now.unsent[child]
    }),
    remembered: (child) => plainAnswers(kept().answers[child] ?? {}),
    remember: (child, answers) => change((now) => { now.answers[child] = answers }),
    unsent: (child) => kept().unsent[child] ?? null,
    keepUnsent: (unsent) => change((now) => { now.unsent[unsent.post.child] = unsent }),
    dropUnsent: (child) => change((now) => { delete now.unsent[child] }),
  }
}

/** Whatever stands there was written by an older page, or by anybody: only what has our shape is taken. */
function read(storage: Pick<Storage, 'getItem'> | null): Kept {
  const kept: Kept = { children: [], answers: Object.create(null) as Kept['answers'], unsent: Object.create(null) as Kept['unsent'] }
  let saved: Partial<Record<keyof Kept, unknown>> = {}
  try {
    saved = (JSON.parse(storage?.getItem(KEY) ?? '{}') ?? {}) as typeof saved
  } catch {
    return kept
  }
  if (Array.isArray(saved.children)) kept.children = saved.children.filter(isChild).slice(-MOST_CHILDREN).map(({ child, name, studentNo, page }) => ({ child, name, studentNo, page }))
  for (const { child } of kept.children) {
    const answers = asRecord(asRecord(saved.answers)[child])
    if (Object.keys(answers).length > 0) kept.answers[child] = answers as Answers
    const unsent = asRecord(asRecord(saved.unsent)[child])
    const post = asRecord(unsent.post)
    if (typeof unsent.page === 'string' && typeof post.id === 'string' && post.child === child && typeof post.version === 'number' && typeof post.openedOn === 'string') {
      kept.unsent[child] = { page: unsent.page, post: { id: post.id, child, version: post.version, openedOn: post.openedOn, answers: asRecord(post.answers) as Answers, ...(post.again === true && { again: true }) } }
    }
  }
  return kept
}

const asRecord = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {})
const isChild = (value: unknown): value is DeviceChild => ['child', 'name', 'studentNo', 'page'].every((field) => typeof asRecord(value)[field] === 'string')
