import type { OutboxTables } from '../../store/outboxTables.ts'
import type { OutboxRow } from '../../store/tables.ts'
import type { Leaving, Outbox, OutboxMessage, OutboxState, Sender, SendOutcome } from './outbox.ts'
import { retryDelayMs } from './retryDelayMs.ts'

/** A receiver that takes longer has gone to sleep. */
const TRY_MS = 15_000
/** One dead receiver must not hold up the others. */
const AT_ONCE = 4
const A_PAGE = 100
/** What nobody has taken for two days helps nobody; the record that it was to be sent stays. */
const GIVE_UP_AFTER_MS = 48 * 3_600_000
/** Sent ones are kept so long, so that none is posted again. */
const KEEP_MS = 90 * 86_400_000
/** Being sent, and not to be sent again by whoever finds it so: written before, since a process may end before the answer. */
const LEAVING = 'leaving'
/** At least so often is looked, whatever the clock does. */
const LOOK_MS = 60_000

/** The outbox over its table. `now`: epoch ms of the real clock, since the other side lives by it; `limit`: what ends a try that takes too long. */
export function createOutbox({ tables, now, limit = () => AbortSignal.timeout(TRY_MS) }: { tables: OutboxTables; now(): number; limit?(): AbortSignal }): Outbox {
  const senders = new Map<string, Sender>()
  const listeners = new Set<(message: OutboxMessage, state: OutboxState) => void>()
  const underWay = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | null = null
  let stopped = true

  async function tryOne(row: OutboxRow): Promise<void> {
    const message = messageOf(row)
    const sender = senders.get(row.channel)
    let left = row
    const leaving: Leaving = (said, mayRepeat) => {
      const next = { ...row, said, state: mayRepeat ? row.state : LEAVING }
      if (!mayRepeat) tables.update(next)
      left = next
    }
    let outcome: SendOutcome
    try {
      outcome = sender ? await sender(message, limit(), leaving) : { is: 'later', problem: 'no-sender' }
    } catch {
      // A sender's own mistake must not stop the others; its text may hold an address.
      outcome = { is: left.state === LEAVING ? 'unsure' : 'later', problem: 'failed' }
    }
    const at = now()
    const tries = outcome.is === 'not-yet' ? row.tries : row.tries + 1
    const waitMs = outcome.is === 'not-yet' ? outcome.inMs : outcome.is === 'later' ? Math.max(retryDelayMs(tries), outcome.afterMs ?? 0) : null
    const isOver = outcome.is === 'never' || (waitMs !== null && at - row.created_at >= GIVE_UP_AFTER_MS)
    const settled: OutboxRow = {
      ...left, tries, problem: outcome.is === 'sent' ? '' : outcome.problem,
      state: outcome.is === 'sent' || outcome.is === 'unsure' ? outcome.is : isOver ? 'given-up' : 'waiting',
      settled_at: outcome.is === 'sent' || outcome.is === 'unsure' || isOver ? at : null,
      next_at: waitMs !== null && !isOver ? at + waitMs : row.next_at,
    }
    tables.update(settled)
    if (settled.state !== 'waiting') for (const listener of listeners) listener(message, stateOf(settled))
  }

  async function run(): Promise<void> {
    // Those that a try has put off are due later; a page is tried to its end before the next is looked for.
    for (;;) {
      const due = tables.due(now(), A_PAGE).filter(({ id }) => !underWay.has(id))
      if (due.length === 0) break
      const queue = [...due]
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, async () => {
        for (let row = queue.shift(); row; row = queue.shift()) {
          const { id } = row
          if (underWay.has(id)) continue
          const trying = tryOne(row).finally(() => underWay.delete(id))
          underWay.set(id, trying)
          await trying
        }
      }))
      if (due.length < A_PAGE) break
    }
    // Whoever calls twice at once waits for both.
    await Promise.all(underWay.values())
  }

  function schedule(): void {
    if (stopped) return
    if (timer) clearTimeout(timer)
    const next = tables.nextAt()
    const waitMs = next === null ? LOOK_MS : Math.min(LOOK_MS, Math.max(0, next - now()))
    timer = setTimeout(() => {
      timer = null
      // A disk that is full now may have room later.
      run().catch(() => undefined).finally(schedule)
    }, waitMs)
    timer.unref()
  }

  return {
    register: (channel, sender) => void senders.set(channel, sender),
    post(messages) {
      const at = now()
      const added = tables.add(messages.map(({ id, channel, payload }) => ({ id, channel, payload: JSON.stringify(payload), created_at: at, next_at: at, tries: 0, state: 'waiting', settled_at: null, problem: '', said: '' })))
      if (added > 0 && underWay.size === 0) schedule()
      return added
    },
    stateOf(id) {
      const row = tables.message(id)
      return row ? stateOf(row) : null
    },
    run,
    start() {
      stopped = false
      tables.settle(LEAVING, 'unsure', 'interrupted', now())
      tables.removeSettledBefore(now() - KEEP_MS)
      schedule()
      return async () => {
        stopped = true
        if (timer) clearTimeout(timer)
        timer = null
        await Promise.all(underWay.values())
      }
    },
    onSettled(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const messageOf = (row: OutboxRow): OutboxMessage => ({ id: row.id, channel: row.channel, payload: JSON.parse(row.payload) as Record<string, unknown>, createdAt: row.created_at, tries: row.tries })
const stateOf = ({ state, tries, problem, said, settled_at: settledAt }: OutboxRow): OutboxState => ({ state: state === LEAVING ? 'waiting' : state as OutboxState['state'], tries, problem, said, settledAt })
