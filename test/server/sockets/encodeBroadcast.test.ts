import * as msgpackParser from 'socket.io-msgpack-parser'
import { describe, expect, it } from 'vitest'
import { encodeBroadcast } from '../../../server/sockets/encodeBroadcast.ts'

describe('encodeBroadcast', () => {
  it.each([[1, 2], [60, 2], [200, 4], [60_000, 4], [70_000, 10]])('[D6] %i bytes become one final binary WebSocket frame with a head of %i', (length, headBytes) => {
    const bytes = new Uint8Array(length + 8).fill(7).subarray(8)
    const { packet, options } = encodeBroadcast('world:delta', bytes)
    const [frame, ...rest] = options.wsPreEncodedFrame
    expect(rest).toEqual([])
    expect(frame[0]).toBe(0x82)
    const said = headBytes === 2 ? frame[1] : headBytes === 4 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2))
    expect([said, frame.length]).toEqual([packet.length, headBytes + packet.length])
    if (headBytes > 2) expect(frame[1]).toBe(headBytes === 4 ? 126 : 127)
    expect(frame.subarray(headBytes).equals(packet)).toBe(true)
    const decoder = new msgpackParser.Decoder()
    let heard: unknown
    decoder.on('decoded', (each: unknown) => { heard = each })
    decoder.add(packet)
    expect(heard).toEqual({ type: 2, nsp: '/', data: ['world:delta', Buffer.from(bytes)] })
  })
})
