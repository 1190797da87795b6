import { createHmac } from 'node:crypto'

export const ROBOT_KINDS = ['dingtalk', 'wecom', 'feishu'] as const
export type RobotKind = (typeof ROBOT_KINDS)[number]

export interface RobotRequest { url: string; body: string }

/**
 * What a group robot is sent, signed as its makers ask: DingTalk signs `MILLISECONDS\nSECRET` with the secret and puts both
 * into the address; Feishu signs nothing with `SECONDS\nSECRET` as the key and puts both into the body; WeCom has only the
 * key in its address. `at`: epoch ms. Pure.
 */
export function robotRequest(kind: RobotKind, address: string, secret: string, text: string, at: number): RobotRequest {
  switch (kind) {
    case 'dingtalk': {
      const url = new URL(address)
      if (secret !== '') {
        url.searchParams.set('timestamp', String(at))
        url.searchParams.set('sign', createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64'))
      }
      return { url: url.href, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) }
    }
    case 'wecom':
      return { url: address, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) }
    case 'feishu': {
      const timestamp = Math.floor(at / 1000)
      const signed = secret === '' ? {} : { timestamp: String(timestamp), sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') }
      return { url: address, body: JSON.stringify({ ...signed, msg_type: 'text', content: { text } }) }
    }
  }
}

/** More messages than they take in a minute or a second: DingTalk, WeCom, Feishu (which says so with status 400 too). */
const LIMITED: readonly unknown[] = [130101, 410100, 45009, 9499, 11232]

/** Robots answer 200 also when they take nothing; what they say decides. */
export function readRobotAnswer(answer: string): 'taken' | 'refused' | 'limited' {
  try {
    const { errcode, code, StatusCode } = JSON.parse(answer) as { errcode?: unknown; code?: unknown; StatusCode?: unknown }
    const said = [errcode, code, StatusCode]
    return said.includes(0) ? 'taken' : said.some((value) => LIMITED.includes(value)) ? 'limited' : 'refused'
  } catch {
    return 'refused'
  }
}
