import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isChannelAddress } from '../../../../server/school/chase/channels/channelKinds.ts'
import { CHASE_STEPS, readStepMinutes, stepsWith } from '../../../../server/school/chase/chaseSteps.ts'

it('parents at 07:10, class teacher 07:20, grade head 07:30, data administrator 07:40, bureau 08:00', () => {
  expect(stepsWith(null).map(({ key, minute }) => [key, minute])).toEqual([['parent', 430], ['class-teacher', 440], ['grade-head', 450], ['data-administrator', 460], ['bureau', 480]])
})

it('minutes are taken only when each step comes after the one before', () => {
  expect(readStepMinutes({ parent: 420, bureau: 500 })).toEqual({ parent: 420, 'class-teacher': 440, 'grade-head': 450, 'data-administrator': 460, bureau: 500 })
  for (const wrong of [{ parent: 440 }, { bureau: 1440 }, { parent: -1 }, { parent: 7.5 }, { headmaster: 470 }, [], null, 'x']) expect(readStepMinutes(wrong)).toBeNull()
})

it('whatever is typed, the steps stay in their order', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...CHASE_STEPS.map(({ key }) => key)), fc.oneof(fc.integer({ min: -10, max: 1500 }), fc.string())), (typed) => {
    const minutes = stepsWith(readStepMinutes(typed)).map(({ minute }) => minute)
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b))
  }))
})

it('a channel is reached by https, on this machine by http, and mail at one plain address', () => {
  for (const good of ['https://oapi.dingtalk.com/robot/send?access_token=a', 'http://127.0.0.1:9000/x']) expect(isChannelAddress('webhook', good)).toBe(true)
  for (const bad of ['http://10.0.0.1/x', 'https://u:p@host/x', 'ftp://host/x', 'file:///etc/passwd', 'javascript:1', 'x', '']) expect(isChannelAddress('webhook', bad)).toBe(false)
  expect(isChannelAddress('mail', 'wang@school.example')).toBe(true)
  for (const bad of ['wang@school.example, li@school.example', 'wang', 'a b@c.de', 'x@y\r\nBcc: z@w.de']) expect(isChannelAddress('mail', bad)).toBe(false)
})
