import { io, type Socket } from 'socket.io-client'
import * as msgpackParser from 'socket.io-msgpack-parser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeskUnitsEvent } from '../../server/protocol/desk.ts'
import { checkDeskUnits } from '../../server/protocol/deskSchema.ts'
import { EVENT } from '../../server/protocol/events.ts'
import { createLedger, createPersonRow } from '../fixtures/createTestService.ts'
import { createRunningServer, type RunningServer } from './createRunningServer.ts'
import { signIn } from './signIn.ts'

let server: RunningServer
const sockets: Socket[] = []
beforeEach(async () => {
  server = await createRunningServer()
  // Once a wall has the new town, the ledger's own word that all units changed has been said.
  const laid = (await openDesk()).nextReset()
  await server.service.accept('units', [...createLedger(), ...createLedger({ compound: '别处新村', committee: '别处居委会' })], 'test')
  await laid
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect()
  await server.stop()
})

/** What a page hears once it has said hello; `next` waits for the next word about units. */
async function openDesk(cookie?: string): Promise<{ heard: DeskUnitsEvent[]; next(): Promise<DeskUnitsEvent>; deltas(): number; nextDelta(): Promise<void>; nextReset(): Promise<void> }> {
  const socket = io(server.origin, { transports: ['websocket'], parser: msgpackParser, reconnection: false, forceNew: true, extraHeaders: cookie ? { cookie } : {} })
  sockets.push(socket)
  const heard: DeskUnitsEvent[] = []
  let deltas = 0
  socket.on(EVENT.deskUnits, (message: unknown) => {
    const checked = checkDeskUnits(message)
    if (!checked.ok) throw new Error(checked.reason)
    heard.push(checked.value)
  })
  socket.on(EVENT.delta, () => deltas++)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once('connect', () => {
      socket.once(EVENT.reset, () => resolve())
      socket.emit(EVENT.hello, { protocol: 1 })
    })
  })
  return {
    heard, deltas: () => deltas,
    next: () => new Promise((resolve) => socket.once(EVENT.deskUnits, () => resolve(heard[heard.length - 1]))),
    nextReset: () => new Promise((resolve) => socket.once(EVENT.reset, () => resolve())),
    nextDelta: () => new Promise((resolve) => socket.once(EVENT.delta, () => resolve())),
  }
}

describe('desk:units', () => {
  it('tells a signed-in desk which units of its scope changed, by number and status only', async () => {
    const compound = server.service.places().find(({ name }) => name === '测试新村')!
    const desk = await openDesk(await signIn(server, { role: 'committee-officer', places: [compound.id] }))
    const news = desk.next()
    await server.service.accept('household', [createPersonRow(1)], 'test')
    const [unit] = server.service.units({ compound: '测试新村', building: '1', room: '101' }, {}, 'zh-CN')
    const heard = await news
    expect(heard).toEqual({ rev: server.service.rev(), units: [{ id: unit.id, status: 0, tags: 0, day: null, todo: false, seq: server.service.rev() }] })
    expect(JSON.stringify(heard)).not.toMatch(/测试1|100000000/)
  })

  it('tells nobody of units outside the scope, and a wall nothing at all', async () => {
    const other = server.service.places().find(({ name }) => name === '别处新村')!
    const wall = await openDesk()
    const stranger = await openDesk(await signIn(server, { role: 'committee-officer', places: [other.id] }))
    const viewer = await openDesk(await signIn(server, { role: 'screen', places: ['all'] }))
    const whole = await openDesk(await signIn(server, { role: 'street-officer', places: ['all'] }))
    const news = whole.next()
    const deltas = [wall, stranger, viewer].map((page) => page.nextDelta())
    await server.service.accept('household', [createPersonRow(1)], 'test')
    await news
    await Promise.all(deltas)
    expect([wall.heard, stranger.heard, viewer.heard]).toEqual([[], [], []])
  })
})
