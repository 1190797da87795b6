import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMailSender } from '../../../../server/school/chase/channels/createMailSender.ts'
import { type MailServer, startMailServer } from '../../../fixtures/startMailServer.ts'

let server: MailServer
beforeEach(async () => { server = await startMailServer() })
afterEach(() => server.stop())

const send = (to = 'wang@school.example', id = 'chase/1') => createMailSender(`smtp://127.0.0.1:${server.port}`, 'wall@district.example')(to, '【晨检提醒】三(2)班：还有 3 人未填报', id, AbortSignal.timeout(10_000))
const idOf = (message: string) => /^Message-ID:\s+(.+)$/mi.exec(message)![1]

it('a message arrives with its sender, its reader, and an id by which it is known again', async () => {
  expect(await send()).toEqual({ is: 'sent' })
  expect(await send()).toEqual({ is: 'sent' })
  const [first, second] = server.messages
  expect(first).toMatch(/^From: wall@district\.example$/m)
  expect(first).toMatch(/^To: wang@school\.example$/m)
  expect(idOf(first)).toBe(idOf(second))
})

it('messages of other steps, days and classes have other ids, however much of theirs is the same', async () => {
  const ids = ['2020-02-17/parent/0/一年级/一(1)班', '2020-02-17/class-teacher/0/一年级/一(1)班', '2020-02-18/parent/0/一年级/一(1)班', '2020-02-17/parent/0/一年级/一(2)班']
    .map((part) => `chase/0b8f6f0e-3f0c-4d43-9f1e-5a0a4f5b6c7d.18309/${part}/6e1d8f6e-52a1-4a57-8a70-0f6d3c1f2b3a`)
  for (const id of ids) await send('wang@school.example', id)
  expect(new Set(server.messages.map(idOf)).size).toBe(ids.length)
})

it('a reader that the mail server does not know is given up; a server that is busy or gone is asked again', async () => {
  server.answer = '550 no such mailbox'
  expect(await send()).toEqual({ is: 'never', problem: 'smtp-550' })
  server.answer = '451 try later'
  expect((await send()).is).toBe('later')
  await server.stop()
  expect(await send()).toEqual({ is: 'later', problem: 'unreachable' })
})
