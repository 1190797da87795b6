/**
 * The shell around reduceLink.ts: one socket, one timer, one load at a time. Runs for months, so it never gives up and
 * never throws; what it cannot read is dropped, counted and answered by a resync.
 */

import { io, type Socket } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import type { DeskUnitsEvent } from '../../server/protocol/desk.ts'
import type { SchoolAlertsEvent, SchoolBoardEvent } from '../../server/protocol/school.ts'
import { checkDeskUnits } from '../../server/protocol/deskSchema.ts'
import { EVENT } from '../../server/protocol/events.ts'
import { decodeFrame, type DeltaFrame, type SnapshotFrame } from '../../server/protocol/frame.ts'
import { decodeLayout, type Layout } from '../../server/protocol/layout.ts'
import { checkRefused, checkReset, type HelloMessage, type ResetMessage } from '../../server/protocol/schema.ts'
import { checkSchoolAlerts, checkSchoolBoard } from '../../server/protocol/schoolSchema.ts'
import { backOffMs } from './backOffMs.ts'
import { checkAside } from './checkAside.ts'
import { checkLayoutHead } from './checkLayoutHead.ts'
import { fetchBytes } from './fetchBytes.ts'
import type { LinkState } from './linkState.ts'
import { type LinkAction, type LinkInput, type LinkTimes, linkStateOf, newLink, reduceLink } from './reduceLink.ts'

/** Where the world goes. The link knows no store; main.ts joins the two. */
export interface WorldSink {
  /** Replaces everything. False when layout and snapshot do not fit each other; nothing was changed then. */
  load(layout: Layout, snapshot: SnapshotFrame): boolean
  /** False when the delta does not fit the world; nothing was changed then. */
  apply(delta: DeltaFrame): boolean
}

export interface LinkReport {
  link: LinkState
  /** Messages that failed their check, since the page was opened. */
  badMessages: number
}

export interface LinkOptions {
  /** `https://host:port`, without a path. */
  origin: string
  sink: WorldSink
  onReport(report: LinkReport): void
  /** Any frame that could be read came in: a sign of life, with the server's own time, epoch ms. */
  onSignOfLife?(sentAt: number): void
  /** Units of the signed-in officer's scope that changed. */
  onDeskUnits?(event: DeskUnitsEvent): void
  /** Alerts of schools of the signed-in person's scope that changed. */
  onSchoolAlerts?(event: SchoolAlertsEvent): void
  /** Figures of the campus that is watched changed. */
  onSchoolBoard?(event: SchoolBoardEvent): void
  screenToken?: string | null
  /** Somebody who may not see the wall: no world is asked for, only news of schools. */
  aside?: boolean
  build?: string
  times?: Partial<LinkTimes>
  tickMs?: number
  backOffMs?: (attempt: number, chance: number, slow: boolean) => number
}

const TIMES: LinkTimes = { staleAfterMs: 12_000, answerWithinMs: 10_000 }

/** Closes the link for good. `watchCampus`: which campus is to be told of (`c…`), also after the line was lost; null: none. */
export type StopLink = (() => void) & { watchCampus(campus: string | null): void }

/** Opens the link and keeps it open. */
export function startLink(options: LinkOptions): StopLink {
  const times = { ...TIMES, ...options.times }
  const waitMs = options.backOffMs ?? backOffMs
  const token = options.screenToken ?? null
  let model = newLink(now())
  let socket: Socket | null = null
  let loading: AbortController | null = null
  let layout: Layout | null = null
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  let watched: string | null = null

  const tickMs = options.tickMs ?? 1_000
  let lastTickAt = now()
  const ticker = setInterval(tick, tickMs)
  const retryNow = (): void => dispatch({ input: 'retry-due', at: now() })
  const page = typeof window === 'undefined' ? null : window
  page?.addEventListener('online', retryNow)
  dispatch({ input: 'started', at: now() })

  function stopLink(): void {
    stopped = true
    clearInterval(ticker)
    page?.removeEventListener('online', retryNow)
    close()
  }
  return Object.assign(stopLink, {
    watchCampus(campus: string | null) {
      if (campus === watched) return
      watched = campus
      if (socket?.connected) socket.emit(EVENT.schoolWatch, { campus })
    },
  })

  /** After the page itself was held up (asleep, drawing), frames that came meanwhile wait behind this timer: let them in first. */
  function tick(): void {
    const heldUp = now() - lastTickAt > tickMs * 3
    lastTickAt = now()
    if (heldUp) setTimeout(() => dispatch({ input: 'tick', at: now() }), tickMs)
    else dispatch({ input: 'tick', at: now() })
  }

  function dispatch(input: LinkInput, delta?: DeltaFrame): void {
    if (stopped) return
    const step = reduceLink(model, input, times)
    const before = model
    model = step.model
    for (const action of step.actions) perform(action, delta)
    if (model !== before) options.onReport({ link: linkStateOf(model), badMessages: model.bad })
  }

  function perform(action: LinkAction, delta?: DeltaFrame): void {
    switch (action.act) {
      case 'open': return open()
      case 'close': return close()
      case 'greet': return greet(action.hello)
      case 'load': return void load(action.reset)
      case 'apply':
        if (delta && !options.sink.apply(delta)) dispatch({ input: 'bad', forget: true, at: now() })
        return
      case 'wait':
        clearTimeout(retryTimer)
        retryTimer = setTimeout(retryNow, waitMs(action.attempt, Math.random(), action.slow))
    }
  }

  function open(): void {
    clearTimeout(retryTimer)
    // Its own reconnection stays off: two state machines would race.
    const opened = io(options.origin, {
      transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true,
      auth: token === null ? {} : { screen: token },
    })
    socket = opened
    opened.on('connect', () => {
      dispatch({ input: 'opened', aside: options.aside === true, at: now() })
      if (watched !== null || options.aside) opened.emit(EVENT.schoolWatch, { campus: watched })
    })
    opened.on('disconnect', () => dispatch({ input: 'closed', at: now() }))
    opened.on('connect_error', (error: Error & { data?: { code?: unknown } }) => {
      // Only a server's own refusal of the session carries data; anything else is a broken line.
      const code = error.data?.code
      if (typeof code === 'string') dispatch({ input: 'refused', code, reason: error.message, at: now() })
      else dispatch({ input: 'closed', at: now() })
    })
    opened.on(EVENT.delta, receiveDelta)
    opened.on(EVENT.reset, (message: unknown) => {
      const reset = checkReset(message)
      if (reset.ok) dispatch({ input: 'reset', reset: reset.value, at: now() })
      else dispatch({ input: 'bad', forget: false, at: now() })
    })
    opened.on(EVENT.deskUnits, (message: unknown) => {
      const news = checkDeskUnits(message)
      if (news.ok) options.onDeskUnits?.(news.value)
      else dispatch({ input: 'bad', forget: false, at: now() })
    })
    opened.on(EVENT.schoolBoard, (message: unknown) => {
      const news = checkSchoolBoard(message)
      if (news.ok) options.onSchoolBoard?.(news.value)
      else dispatch({ input: 'bad', forget: false, at: now() })
    })
    opened.on(EVENT.schoolAlerts, (message: unknown) => {
      const news = checkSchoolAlerts(message)
      if (news.ok) options.onSchoolAlerts?.(news.value)
      else dispatch({ input: 'bad', forget: false, at: now() })
    })
    opened.on(EVENT.refused, (message: unknown) => {
      const refused = checkRefused(message)
      if (refused.ok) dispatch({ input: 'refused', code: refused.value.code, reason: refused.value.reason, at: now() })
      else dispatch({ input: 'bad', forget: false, at: now() })
    })
  }

  function close(): void {
    clearTimeout(retryTimer)
    loading?.abort()
    loading = null
    const closing = socket
    socket = null
    // Listeners first: its own farewell must not look like a loss.
    closing?.off()
    closing?.disconnect()
  }

  function greet(hello: HelloMessage): void {
    socket?.emit(EVENT.hello, options.build ? { ...hello, build: options.build } : hello)
  }

  function receiveDelta(message: unknown): void {
    let frame: SnapshotFrame | DeltaFrame
    try {
      frame = decodeFrame(plainBytes(message))
      if (frame.kind !== 'delta' || !checkAside(frame.aside)) throw new TypeError('not a delta')
    } catch {
      return dispatch({ input: 'bad', forget: false, at: now() })
    }
    options.onSignOfLife?.(frame.sentAt)
    dispatch({ input: 'delta', fromRev: frame.fromRev, toRev: frame.toRev, at: now() }, frame)
  }

  async function load(reset: ResetMessage): Promise<void> {
    loading?.abort()
    const ours = new AbortController()
    loading = ours
    const fetchOptions = { token, signal: ours.signal }
    try {
      const known = layout?.head.layoutHash === reset.layoutHash ? layout : null
      // One after the other: the snapshot is to be as young as can be when it is applied.
      const fitting = known ?? decodeLayout(await fetchBytes(options.origin + reset.layoutUrl, fetchOptions))
      if (fitting.head.layoutHash !== reset.layoutHash || !checkLayoutHead(fitting.head)) throw new TypeError('not the layout that was announced')
      const snapshot = decodeFrame(await fetchBytes(options.origin + reset.snapshotUrl, fetchOptions))
      if (ours.signal.aborted) return
      if (snapshot.kind !== 'snapshot' || !checkAside(snapshot.aside)) throw new TypeError('not a snapshot')
      if (snapshot.worldId !== reset.worldId || snapshot.layoutHash !== reset.layoutHash) throw new TypeError('the world has moved on')
      if (!options.sink.load(fitting, snapshot)) throw new TypeError('layout and snapshot do not fit')
      layout = fitting
      options.onSignOfLife?.(snapshot.sentAt)
      dispatch({ input: 'loaded', held: { worldId: snapshot.worldId, layoutHash: snapshot.layoutHash, rev: snapshot.rev }, at: now() })
    } catch {
      if (!ours.signal.aborted) dispatch({ input: 'load-failed', at: now() })
    }
  }
}

/** A plain view, whatever the parser handed over: in Node it is a Buffer, whose `slice` does not copy. */
function plainBytes(message: unknown): Uint8Array {
  if (message instanceof ArrayBuffer) return new Uint8Array(message)
  if (message instanceof Uint8Array) return new Uint8Array(message.buffer, message.byteOffset, message.byteLength)
  throw new TypeError('not bytes')
}

/** Monotonic: a wall whose clock is set anew must not think its data old. */
const now = (): number => performance.now()
