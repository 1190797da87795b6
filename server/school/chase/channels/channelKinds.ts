import type { Wording } from '../../../protocol/entities.ts'
import { isWebhookAddress } from '../../outbox/isWebhookAddress.ts'
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

/** So long a text is taken, in bytes of UTF-8: WeCom's limit is 2,048; DingTalk's and Feishu's are some 20,000 for all of a request. */
export const MOST_BYTES: Record<ChannelKind, number> = { dingtalk: 18_000, wecom: 2_048, feishu: 18_000, webhook: 18_000, mail: 18_000 }

const MAIL = /^[^\s@<>(),;:\\"[\]]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}$/
const LONGEST_ADDRESS = 1000

/** Whether a channel of that kind can be reached there; for e-mail one plain address. */
export function isChannelAddress(kind: ChannelKind, address: string): boolean {
  if (address.length > LONGEST_ADDRESS) return false
  return kind === 'mail' ? MAIL.test(address) : isWebhookAddress(address)
}
