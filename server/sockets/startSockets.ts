import type { Server as HttpServer } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { mayUseEvent, type Principal } from '../auth/accessTable.ts'
import type { Accounts } from '../auth/accounts/accounts.ts'
import { type Caller, callersOf } from '../auth/callersOf.ts'
import type { User } from '../auth/user.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import { PROTOCOL_VERSION } from '../protocol/entities.ts'
import { type ClientEvents, EVENT, type ServerEvents } from '../protocol/events.ts'
import { encodeDelta } from '../protocol/frame.ts'
import type { SchoolBoardEvent } from '../protocol/school.ts'
import { checkSchoolWatch } from '../protocol/schoolSchema.ts'
import { checkHello, type RefusedMessage, type ResetMessage } from '../protocol/schema.ts'
import type { Service } from '../service.ts'
import type { Settings } from '../settings.ts'
import { answerHello } from './answerHello.ts'
import { createDeltaRing } from './deltaRing.ts'
import { encodeBroadcast, writeBroadcast } from './encodeBroadcast.ts'
import { mayConnect } from './mayConnect.ts'
import { createMessageBudget } from './messageBudget.ts'
import { writeBacklog } from './writeBacklog.ts'

export interface SocketsOptions {
  service: Service
  httpServer: HttpServer
  settings: Settings
  /** Null when the server listens on a loopback address. */
  screenToken: string | null
  /** The key opens the socket as well (a desk's own tools); absent: the screen token only. */
  apiKey?: string
  /** Absent: nobody signs in (benches). */
  accounts?: Pick<Accounts, 'session' | 'sessionByHash' | 'onRevoked'>
  logger: Logger
  /** Other than the ones below in tests only. */
  times?: Partial<SocketTimes>
}

export interface SocketTimes {
  tickMs: number
  heartbeatMs: number
  /** A session that takes nothing for so long is dropped. */
  dropSlowAfterMs: number
  /** A session that never says hello is dropped. */
  dropSilentAfterMs: number
}

export interface SocketCounts {
  sessions: number
  live: number
  behind: number
  framesSent: number
  bytesSent: number
}

/** Ends every session; `counts` tells how it goes. */
export type StopSockets = (() => void) & { counts(): SocketCounts }

const TIMES: SocketTimes = { tickMs: 100, heartbeatMs: 5_000, dropSlowAfterMs: 60_000, dropSilentAfterMs: 60_000 }
/** A session whose own buffers hold more than this is sent nothing until they are empty: five seconds of ticks. */
const SLOW_BYTES = 1024 * 1024
const SLOW_PACKETS = 50
/** How often desks hear of alerts of schools, at most. */
const SCHOOLS_EVERY_MS = 500
/** A hello has under 500 bytes. */
const MOST_BYTES_PER_MESSAGE = 8 * 1024
const MOST_SESSIONS = 5_000
/** A farewell that is not taken by then is cut off. */
const FAREWELL_MS = 3_000
/** A session that is over closes its sockets within so long, and a sweep. */
const SESSION_CHECK_MS = 3_000

type LiuseSocket = Socket<ClientEvents, ServerEvents>

interface Session {
  socket: LiuseSocket
  principal: Principal
  /** Who has signed in; null for screens and keys. */
  user: User | null
  /** Of the user's session; looked at again when it should be over. */
  signedIn: { tokenHash: string; lookAgainAt: number } | null
  /**
   * greeting: has not said hello. live: gets every frame. behind: too slow, waits until its buffers are empty. watching: has
   * not said hello either, but is told of a campus and, if it may work on them, of alerts.
   */
  state: 'greeting' | 'live' | 'behind' | 'watching' | 'refused'
  /** The campus that it watches, -1: none; and whether it has missed something of it. */
  watches: number
  missedBoard: boolean
  /** While watching: it has missed something of alerts. */
  missedAlerts: boolean
  since: number
  /** While behind: the last revision that was handed to it, and of which world. */
  behindAt: { rev: number; worldId: string; layoutHash: string }
  takesMessage: (at: number) => boolean
}

/** Opens the sockets on a server that exists already. One frame a tick for all; who was away resumes from the ring. */
export function startSockets(options: SocketsOptions): StopSockets {
  const { service, logger } = options
  const times = { ...TIMES, ...options.times }
  const now = (): number => performance.now()
  const sessions = new Map<string, Session>()
  const ring = createDeltaRing(0)
  let announced = { worldId: '', layoutHash: '' }
  /** True at the start, too: revisions of before the world was ready are none to resume from. */
  let resetPending = true
  let tickTimer: NodeJS.Timeout | null = null
  let lastTickAt = -Infinity
  let lastSentAt = now()
  let schoolsToldAt = -Infinity
  let [framesSent, bytesSent] = [0, 0]

  const io = new Server<ClientEvents, ServerEvents>(options.httpServer, {
    parser: msgpackParser, transports: ['websocket'], allowUpgrades: false, serveClient: false,
    perMessageDeflate: false, httpCompression: false, maxHttpBufferSize: MOST_BYTES_PER_MESSAGE, connectTimeout: 10_000,
    allowRequest: (request, answer) => answer(null, io.engine.clientsCount < MOST_SESSIONS && mayConnect(request.headers)),
  })
  const connectionsInUse = new WeakSet<object>()

  io.use((socket, next) => {
    const { host, cookie } = socket.handshake.headers
    const { callers } = callersOf(
      { screen: screenOf(socket.handshake.auth), host, cookie },
      { apiKey: options.apiKey ?? '', screenToken: options.screenToken },
      (token) => options.accounts?.session(token) ?? null,
    )
    const caller = callers.find(({ principal, session }) => !session?.mustChangePassword && (mayUseEvent(EVENT.hello, 'in', principal, session?.user.permissions) || mayUseEvent(EVENT.schoolWatch, 'in', principal, session?.user.permissions)))
    if (!caller) return next(refusal('screen-token', 'a screen token is needed, or a session that may see the wall'))
    // One connection could open sessions without end.
    if (connectionsInUse.has(socket.conn)) return next(refusal('bad-event', 'one session per connection'))
    if (!service.ready()) return next(new Error('not-ready'))
    connectionsInUse.add(socket.conn)
    socket.data.caller = caller
    next()
  })

  io.on('connection', (socket) => {
    const { principal, session: signedIn } = socket.data.caller as Caller
    const session: Session = {
      socket, principal, state: 'greeting', since: now(), watches: -1, missedBoard: false, missedAlerts: false,
      user: signedIn?.user ?? null, signedIn: signedIn && { tokenHash: signedIn.tokenHash, lookAgainAt: now() + SESSION_CHECK_MS },
      behindAt: { rev: 0, ...announced }, takesMessage: createMessageBudget(),
    }
    sessions.set(socket.id, session)
    socket.on('disconnect', () => { sessions.delete(socket.id) })
    socket.on('error', () => refuse(session, 'bad-event', 'that is no message'))
    // Every message ends here and `next` is never called: a client may name its event `error` or `disconnect`, and the
    // parser lets it (an `error` that nobody listens to would end the process).
    socket.use((packet) => receive(session, packet as unknown[]))
  })

  function receive(session: Session, [event, ...args]: unknown[]): void {
    if (session.state === 'refused') return
    if (!session.takesMessage(now())) return refuse(session, 'too-many', 'too many messages')
    if (typeof event !== 'string' || !mayUseEvent(event, 'in', session.principal, session.user?.permissions)) return refuse(session, 'bad-event', 'no such event')
    if (event === EVENT.schoolWatch) return watchSchool(session, args)
    if (args.length !== 1) return refuse(session, 'bad-hello', 'hello takes one object')
    const hello = checkHello(args[0])
    if (!hello.ok) return refuse(session, 'bad-hello', hello.reason)

    // Asking for it brings a layout that an import has made stale up to date; only then is it worth fetching.
    service.layoutHash()
    // Flush, become live, answer, in one turn: what changed before goes to those already live, what changes after reaches
    // this session as well, and nothing slips between.
    flush()
    session.state = 'live'
    const answer = answerHello(hello.value, announced, ring)
    switch (answer.answer) {
      case 'refuse': return refuse(session, 'other-protocol', `this server speaks protocol ${PROTOCOL_VERSION}`)
      case 'reset': return sendReset(session.socket, answer.reason)
      case 'missed': return sendDelta(session.socket, answer.bytes)
      case 'current': return sendDelta(session.socket, heartbeat())
    }
  }

  /** [SB1] Its first answer says that it is heard: whatever the session reads of the board from now on is not older. */
  function watchSchool(session: Session, args: unknown[]): void {
    const message = args.length === 1 ? checkSchoolWatch(args[0]) : { ok: false as const, reason: 'school:watch takes one object' }
    if (!message.ok) return refuse(session, 'bad-event', message.reason)
    session.watches = -1
    if (session.state === 'greeting') {
      session.state = 'watching'
      tellOfMissedAlerts(session)
    }
    if (message.value.campus === null) return
    // What changed before goes to those who watch already; what changes after reaches this session as well.
    service.layoutHash()
    flush()
    tellBoards()
    session.watches = numberOfId('c', message.value.campus)
    session.missedBoard = false
    const news = service.school.boards.news(session.user, session.watches, 'all')
    if (news) session.socket.emit(EVENT.schoolBoard, news)
  }

  /** Whoever works on alerts reads them again: what changed before was told to others. */
  function tellOfMissedAlerts(session: Session): void {
    session.missedAlerts = false
    if (session.user !== null && mayUseEvent(EVENT.schoolAlerts, 'out', session.principal, session.user.permissions)) session.socket.emit(EVENT.schoolAlerts, { rev: service.rev(), campuses: null })
  }

  /** Figures of campuses, to those who watch them. What screens and whole campuses are told is worked out once. */
  function tellBoards(): void {
    const changes = service.takeSchoolBoards()
    if (changes === null) return
    const shared = new Map<string, SchoolBoardEvent | null>()
    for (const session of sessions.values()) {
      if (session.watches < 0 || (session.state !== 'live' && session.state !== 'watching' && session.state !== 'behind')) continue
      if (changes !== 'all' && !changes.has(session.watches)) continue
      if (session.state === 'behind' || isSlow(session)) {
        session.missedBoard = true
        continue
      }
      const { user, watches } = session
      const key = user === null ? `screen ${watches}` : service.desk.reachOf(user).hasWholeCampus(watches) ? `all ${watches}` : null
      let news = key === null ? undefined : shared.get(key)
      if (news === undefined) {
        news = service.school.boards.news(user, watches, changes)
        if (key !== null) shared.set(key, news)
      }
      if (news) session.socket.emit(EVENT.schoolBoard, news)
    }
  }

  /** Takes what has changed and sends it to the live sessions. */
  function flush(): void {
    if (!service.ready()) return
    lastTickAt = now()
    if (resetPending) return announceReset()
    const delta = service.takeDelta()
    if (delta) broadcast(delta)
    tellDesks()
    tellSchools()
    tellBoards()
    // Reports that changed nothing on the wall move the revision too; clients compare revisions, so they are told.
    if (service.rev() > ring.lastRev()) broadcast({ fromRev: ring.lastRev(), toRev: service.rev(), bytes: emptyFrame(service.rev()) })
  }

  /** Which units changed, to those who have signed in, each within the own scope. Slow ones are told to read again once they are back. */
  function tellDesks(): void {
    const touched = service.takeDeskChanges()
    if (touched === null) return
    for (const session of sessions.values()) {
      if (session.state !== 'live' || session.user === null || !mayUseEvent(EVENT.deskUnits, 'out', session.principal, session.user.permissions)) continue
      const changes = service.desk.changes(session.user, touched)
      if (changes) session.socket.emit(EVENT.deskUnits, changes)
    }
  }

  /** How many alerts there are, to those who work on them, each within the own scope. */
  function tellSchools(): void {
    // A morning's alerts come all the time, and each session's counts are worked out anew. The sweep tells what waits.
    if (now() - schoolsToldAt < SCHOOLS_EVERY_MS) return
    const changed = service.takeSchoolAlerts()
    if (changed === null) return
    schoolsToldAt = now()
    for (const session of sessions.values()) {
      if ((session.state !== 'live' && session.state !== 'watching') || session.user === null || !mayUseEvent(EVENT.schoolAlerts, 'out', session.principal, session.user.permissions)) continue
      if (session.state === 'watching' && isSlow(session)) {
        session.missedAlerts = true
        continue
      }
      const changes = service.school.alerts.changes(session.user, changed)
      if (changes) session.socket.emit(EVENT.schoolAlerts, changes)
    }
  }

  function broadcast(frame: { fromRev: number; toRev: number; bytes: Uint8Array }): void {
    const before = ring.lastRev()
    ring.push(frame)
    for (const session of sessions.values()) if (session.state === 'live' && isSlow(session)) fallBehind(session, before)
    sendToLive(frame.bytes)
  }

  // HOT: once per tick for all sessions; encoded once.
  function sendToLive(bytes: Uint8Array): void {
    lastSentAt = now()
    const broadcast = encodeBroadcast(EVENT.delta, bytes)
    for (const session of sessions.values()) {
      if (session.state !== 'live') continue
      writeBroadcast(session.socket, broadcast)
      framesSent++
      bytesSent += bytes.length
    }
  }

  function sendDelta(socket: LiuseSocket, bytes: Uint8Array): void {
    framesSent++
    bytesSent += bytes.length
    socket.emit(EVENT.delta, asBuffer(bytes))
  }

  function sendReset(socket: LiuseSocket, reason: ResetMessage['reason']): void {
    const { worldId, layoutHash } = announced
    socket.emit(EVENT.reset, {
      protocol: PROTOCOL_VERSION, worldId, layoutHash, rev: ring.lastRev(), reason,
      layoutUrl: `/api/v1/layout/${layoutHash}`, snapshotUrl: `/api/v1/snapshot/${worldId}/${ring.lastRev()}`,
    })
  }

  /** Nothing of the ring holds any more. An import of a large file changes the layout slice by slice: told once a tick. */
  function announceReset(): void {
    const next = { worldId: service.worldId(), layoutHash: service.layoutHash() }
    resetPending = false
    service.takeDelta()
    ring.restart(service.rev())
    const reason = next.worldId === announced.worldId ? 'other-layout' : 'other-world'
    announced = next
    for (const session of sessions.values()) if (session.state === 'live') sendReset(session.socket, reason)
    lastSentAt = now()
  }

  const isSlow = (session: Session): boolean => {
    const backlog = writeBacklog(session.socket)
    return backlog.bytes > SLOW_BYTES || backlog.packets > SLOW_PACKETS
  }

  function fallBehind(session: Session, rev: number): void {
    session.state = 'behind'
    session.since = now()
    session.behindAt = { rev, ...announced }
  }

  /** Those whose buffers have emptied get all they missed as one frame, or a reset. */
  function catchUp(session: Session): void {
    const backlog = writeBacklog(session.socket)
    if (backlog.bytes > 0 || backlog.packets > 0) return
    flush()
    session.state = 'live'
    session.since = now()
    const answer = answerHello({ protocol: PROTOCOL_VERSION, ...session.behindAt }, announced, ring)
    if (answer.answer === 'reset') sendReset(session.socket, answer.reason)
    else if (answer.answer === 'missed') sendDelta(session.socket, answer.bytes)
    if (session.user !== null && mayUseEvent(EVENT.deskUnits, 'out', session.principal, session.user.permissions)) session.socket.emit(EVENT.deskUnits, { rev: service.rev(), units: null })
    tellOfMissedAlerts(session)
  }

  /** [S7] Signed out, disabled, or given another role or scope: the socket goes with the session. */
  const stopRevoked = options.accounts?.onRevoked(({ account, tokenHash, exceptTokenHash }) => {
    for (const session of sessions.values()) {
      if (session.user?.id !== account || session.signedIn?.tokenHash === exceptTokenHash) continue
      if (tokenHash === null || session.signedIn?.tokenHash === tokenHash) refuse(session, 'signed-out', 'this session has ended')
    }
  })

  /** A session that ended by itself: too old, or unused for too long (an open socket is no use). */
  function checkSignedIn(session: Session): void {
    if (!session.signedIn || session.signedIn.lookAgainAt > now()) return
    session.signedIn.lookAgainAt = now() + SESSION_CHECK_MS
    if (!options.accounts?.sessionByHash(session.signedIn.tokenHash)) refuse(session, 'signed-out', 'this session has ended')
  }

  const sweep = setInterval(() => {
    for (const session of sessions.values()) {
      checkSignedIn(session)
      if (session.state === 'live' && isSlow(session)) fallBehind(session, ring.lastRev())
      if (session.state === 'behind') catchUp(session)
      if (session.missedBoard && session.state !== 'behind' && !isSlow(session)) {
        session.missedBoard = false
        const news = service.school.boards.news(session.user, session.watches, 'all')
        if (news) session.socket.emit(EVENT.schoolBoard, news)
      }
      if (session.missedAlerts && session.state === 'watching' && !isSlow(session)) tellOfMissedAlerts(session)
      const limit = session.state === 'behind' ? times.dropSlowAfterMs : session.state === 'greeting' ? times.dropSilentAfterMs : Infinity
      if (now() - session.since > limit) {
        logger.info({ state: session.state }, 'session dropped')
        cutOff(session.socket)
      }
    }
    if (service.ready()) tellSchools()
    if (now() - lastSentAt >= times.heartbeatMs) {
      flush()
      if (now() - lastSentAt >= times.heartbeatMs) sendToLive(heartbeat())
    }
  }, Math.min(1_000, times.heartbeatMs / 2, times.dropSlowAfterMs / 2))

  function refuse(session: Session, code: RefusedMessage['code'], reason: string): void {
    if (session.state === 'refused') return
    session.state = 'refused'
    logger.info({ code }, 'session refused')
    session.socket.emit(EVENT.refused, { code, reason })
    session.socket.disconnect(true)
    setTimeout(() => cutOff(session.socket), FAREWELL_MS).unref()
  }

  /** "You are current", with the age of each feed. */
  const heartbeat = (): Uint8Array => (service.rev() === ring.lastRev() ? service.emptyDelta() : emptyFrame())

  /** An empty frame that begins where the last one ended. */
  function emptyFrame(toRev = ring.lastRev()): Uint8Array {
    return encodeDelta({
      fromRev: ring.lastRev(), toRev, sentAt: service.now(), aside: {},
      slotIndex: NO_WORDS, slotStatus: NO_BYTES, figureNode: NO_WORDS, figureCounter: NO_BYTES, figureValue: NO_WORDS,
    })
  }

  /** The first change after a quiet time goes out at once, the rest a tick apart. */
  function schedule(): void {
    tickTimer ??= setTimeout(() => {
      tickTimer = null
      flush()
    }, Math.max(0, times.tickMs - (now() - lastTickAt)))
  }

  flush()
  const stopListening = service.onChange(schedule)
  const stopReset = service.onReset(() => {
    resetPending = true
    schedule()
  })

  const stop = (): void => {
    stopListening()
    stopReset()
    stopRevoked?.()
    clearInterval(sweep)
    if (tickTimer) clearTimeout(tickTimer)
    io.disconnectSockets(true)
    // Not io.close(): that would close the HTTP server, which is somebody else's.
    io.engine.close()
  }
  return Object.assign(stop, {
    counts: (): SocketCounts => {
      const states = [...sessions.values()].map((session) => session.state)
      return {
        sessions: states.length, live: states.filter((state) => state === 'live').length,
        behind: states.filter((state) => state === 'behind').length, framesSent, bytesSent,
      }
    },
  })
}

const NO_WORDS = new Uint32Array(0)
const NO_BYTES = new Uint8Array(0)

/** The parser writes Buffers as they are, but of any other view the whole memory behind it. */
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const screenOf = (auth: unknown): string | undefined => {
  const screen = (auth as { screen?: unknown } | undefined)?.screen
  return typeof screen === 'string' ? screen : undefined
}

/** Reaches the client as `connect_error` with data, by which it knows a refusal from a broken line. */
const refusal = (code: string, reason: string): Error => Object.assign(new Error(reason), { data: { code } })

/** Ends a connection without waiting for a client that does not read. */
function cutOff(socket: LiuseSocket): void {
  const { transport } = socket.conn as unknown as { transport?: { socket?: { terminate?(): void } } }
  transport?.socket?.terminate?.()
}
