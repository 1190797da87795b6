import { isLoopbackName } from '../../../auth/isLoopbackName.ts'
import type { Wording } from '../../../protocol/entities.ts'
import { ROBOT_KINDS } from './robotRequest.ts'

export const CHANNEL_KINDS = [...ROBOT_KINDS, 'webhook', 'mail'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

export const CHANNEL_NAMES: Record<ChannelKind, Wording> = {
  dingtalk: { 'zh-CN': '钉钉群机器人', en: 'DingTalk group robot' },
  wecom: { 'zh-CN': '企业微信群机器人', en: 'WeCom group robot' },
  feishu: { 'zh-CN': '飞书群机器人', en: 'Feishu group robot' },
  webhook: { 'zh-CN': '通用网络回调', en: 'Webhook' },
  mail: { 'zh-CN': '电子邮件', en: 'E-mail' },
}

const MAIL = /^[^\s@<>(),;:\\"[\]]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}$/
const LONGEST_ADDRESS = 1000

/** Whether a channel of that kind can be reached there: https, or http on this machine itself; for e-mail one plain address. */
export function isChannelAddress(kind: ChannelKind, address: string): boolean {
  if (address.length > LONGEST_ADDRESS) return false
  if (kind === 'mail') return MAIL.test(address)
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return false
  }
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname))
}
