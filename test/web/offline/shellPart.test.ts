import { describe, expect, it } from 'vitest'
import { shellPart } from '../../../web/offline/shellPart.ts'

const ORIGIN = 'https://street.example'
const asked = (path: string, mode = 'navigate', method = 'GET') => shellPart({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN)

describe('the worker of the desk', () => {
  it('never touches a wall, a resident\'s page, the interface or the socket', () => {
    for (const path of ['/', '/wall', '/wall?place=n1', '/brief', '/r/abc', '/api/docs', '/desktop', '/deskWorker.js']) expect([path, asked(path)]).toEqual([path, 'leave'])
    for (const path of ['/api/v1/desk/units/u1', '/api/v1/session', '/socket.io/?EIO=4', '/healthz', '/deskWorker.js', '/index.html', '/favicon.svg']) expect([path, asked(path, 'cors')]).toEqual([path, 'leave'])
  })
  it('takes pages of the desk and parts of the program, and only when they are read', () => {
    for (const path of ['/desk', '/desk?list=x', '/desk/stairs', '/desk/stairs/b1']) expect([path, asked(path)]).toEqual([path, 'page'])
    expect([asked('/assets/index-abc.js', 'cors'), asked('/desk/stairs', 'navigate', 'POST'), asked('/assets/x.js', 'cors', 'HEAD')]).toEqual(['asset', 'leave', 'leave'])
    expect(shellPart({ method: 'GET', mode: 'cors', url: 'https://elsewhere.example/assets/x.js' }, ORIGIN)).toBe('leave')
  })
})
