import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { readRobotAnswer, robotRequest } from '../../../../server/school/chase/channels/robotRequest.ts'

const AT = 1_586_734_200_000

it('DingTalk: milliseconds and their signature with the secret stand in the address', () => {
  const { url, body } = robotRequest('dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=abc', 'SECret', '三班', AT)
  const { searchParams } = new URL(url)
  expect(searchParams.get('access_token')).toBe('abc')
  expect(searchParams.get('timestamp')).toBe(String(AT))
  expect(searchParams.get('sign')).toBe(createHmac('sha256', 'SECret').update(`${AT}\nSECret`, 'utf8').digest('base64'))
  expect(JSON.parse(body)).toEqual({ msgtype: 'text', text: { content: '三班' } })
})

it('Feishu: seconds, and nothing signed with both as the key, stand in the body', () => {
  const { url, body } = robotRequest('feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/x', 'SECret', '三班', AT)
  expect(url).toBe('https://open.feishu.cn/open-apis/bot/v2/hook/x')
  expect(JSON.parse(body)).toEqual({ timestamp: '1586734200', sign: createHmac('sha256', '1586734200\nSECret').update('').digest('base64'), msg_type: 'text', content: { text: '三班' } })
})

it('WeCom has only its key in the address; a robot without a secret is not signed', () => {
  expect(robotRequest('wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', '', '三班', AT)).toEqual({ url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', body: '{"msgtype":"text","text":{"content":"三班"}}' })
  expect(robotRequest('dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=abc', '', 'x', AT).url).not.toContain('sign')
  expect(robotRequest('feishu', 'https://open.feishu.cn/x', '', 'x', AT).body).not.toContain('sign')
})

it('an answer of 200 that takes nothing is no taking', () => {
  for (const taken of ['{"errcode":0,"errmsg":"ok"}', '{"code":0,"msg":"success"}', '{"StatusCode":0}']) expect(readRobotAnswer(taken)).toBe('taken')
  for (const refused of ['{"errcode":310000,"errmsg":"sign not match"}', '{"code":19021}', 'ok', '', '<html>', 'null']) expect(readRobotAnswer(refused)).toBe('refused')
  for (const limited of ['{"errcode":130101,"errmsg":"send too fast"}', '{"errcode":410100}', '{"errcode":45009}', '{"code":9499,"msg":"too many request"}', '{"code":11232}']) expect(readRobotAnswer(limited)).toBe('limited')
})
