import { dayToText } from '../../protocol/day.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { Reason } from '../pack.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

function dayZh(value: unknown): string {
  if (typeof value !== 'number') return '某日'
  const [, month, date] = dayToText(value).split('-').map(Number)
  return `${month} 月 ${date} 日`
}
function dayEn(value: unknown): string {
  if (typeof value !== 'number') return 'an unknown day'
  const [, month, date] = dayToText(value).split('-').map(Number)
  return `${date} ${MONTHS[month - 1]}`
}

/** 2 月 6 日自浙江温州返沪 / Returned on 6 February from 浙江温州. Place names are those of the division list, never the raw text. */
function arrivalZh({ arrival, place, way }: Reason['details']): string {
  return `${dayZh(arrival)}${place ? `${way === 'through' ? '途经' : '自'}${place}` : ''}返沪`
}
function arrivalEn({ arrival, place, way }: Reason['details']): string {
  return `Returned on ${dayEn(arrival)}${place ? ` ${way === 'through' ? 'by way of' : 'from'} ${place}` : ''}`
}

type Words = (reason: Reason) => string
const WORDS: Record<string, { zh: Words; en: Words }> = {
  stayed: {
    zh: ({ validOn }) => `${dayZh(validOn)}登记：未离沪。`,
    en: ({ validOn }) => `Registered on ${dayEn(validOn)} as not having left.`,
  },
  'not-returned': {
    zh: ({ validOn }) => `${dayZh(validOn)}登记：尚未返沪。`,
    en: ({ validOn }) => `Registered on ${dayEn(validOn)} as not yet returned.`,
  },
  expected: {
    zh: ({ details }) => `预计 ${dayZh(details.arrival)}返沪，尚未到达。`,
    en: ({ details }) => `Expected back on ${dayEn(details.arrival)}, not here yet.`,
  },
  unreached: {
    zh: ({ validOn, details }) => `至 ${dayZh(validOn)}共联系 ${details.tries ?? 1} 次，未取得联系。`,
    en: ({ validOn, details }) => `Not reached; tries up to ${dayEn(validOn)}: ${details.tries ?? 1}.`,
  },
  released: {
    zh: ({ details }) => `${dayZh(details.arrival)}返沪，${dayZh(details.released)}解除观察。`,
    en: ({ details }) => `Returned on ${dayEn(details.arrival)}, released on ${dayEn(details.released)}.`,
  },
  'from-key': {
    zh: ({ details }) => `${arrivalZh(details)}；${details.region}自 ${dayZh(details.listedFrom)}列入重点疫区。`,
    en: ({ details }) => `${arrivalEn(details)}; ${details.region} has been listed as a key epidemic region since ${dayEn(details.listedFrom)}.`,
  },
  'from-concern': {
    zh: ({ details }) => `${arrivalZh(details)}；${details.region}自 ${dayZh(details.listedFrom)}列入重点关注地区。`,
    en: ({ details }) => `${arrivalEn(details)}; ${details.region} has been listed as a region of concern since ${dayEn(details.listedFrom)}.`,
  },
  'from-elsewhere': {
    zh: ({ details }) => `${arrivalZh(details)}；该地未列入重点疫区或重点关注地区。`,
    en: ({ details }) => `${arrivalEn(details)}; that place is not on the region list.`,
  },
  'origin-unknown': {
    zh: ({ details }) => `${arrivalZh(details)}；来源地无法识别，按非重点地区登记，待核实。`,
    en: ({ details }) => `${arrivalEn(details)}; the place of origin was not recognised, so it is registered as elsewhere until verified.`,
  },
  'central-quarantine': {
    zh: ({ details }) => `${dayZh(details.since)}起集中隔离，期间不计入本户颜色。`,
    en: ({ details }) => `In central quarantine since ${dayEn(details.since)}; does not count for the colour of the home until the return.`,
  },
  'whole-stayed': {
    zh: ({ validOn }) => `${dayZh(validOn)}登记：全户未离沪。`,
    en: ({ validOn }) => `Registered on ${dayEn(validOn)}: nobody of the household has left.`,
  },
  'whole-not-returned': {
    zh: ({ validOn }) => `${dayZh(validOn)}登记：全户未返沪。`,
    en: ({ validOn }) => `Registered on ${dayEn(validOn)}: nobody of the household has returned yet.`,
  },
  'whole-unreached': {
    zh: ({ validOn }) => `${dayZh(validOn)}登记：全户未取得联系。`,
    en: ({ validOn }) => `Registered on ${dayEn(validOn)}: the household could not be reached.`,
  },
  'whole-vacant': {
    zh: ({ validOn }) => `${dayZh(validOn)}登记：空关。`,
    en: ({ validOn }) => `Registered on ${dayEn(validOn)} as vacant.`,
  },
  'seen-at-home': {
    zh: ({ validOn }) => `${dayZh(validOn)}上门，有人在家；此前没有登记。`,
    en: ({ validOn }) => `Somebody was at home when visited on ${dayEn(validOn)}; nothing had been registered before.`,
  },
  'ledger-vacant': { zh: () => '房屋台账记为空关。', en: () => 'The ledger says that it is vacant.' },
  'moved-away': { zh: () => '原住人员已登记在别处；此后无人登记。', en: () => 'Whoever lived here is now registered elsewhere; nobody has been registered since.' },
  'no-report': { zh: () => '尚无登记。', en: () => 'No report yet.' },
}

/** A reason in full sentences, without anything personal. An unknown code is said as such: an old log must still be readable. */
export function wordReason(reason: Reason, locale: Locale): string {
  const words = WORDS[reason.code]
  const chinese = locale === 'zh-CN'
  if (!words) return chinese ? `原因代码：${reason.code}。` : `Reason code: ${reason.code}.`
  const { heldSince, tries } = reason.details
  let text = chinese ? words.zh(reason) : words.en(reason)
  if (heldSince !== undefined) {
    text += chinese ? `${dayZh(heldSince)}又报未离沪，两说不一，待核实。` : ` Reported on ${dayEn(heldSince)} as not having left, which contradicts this and is yet to be settled.`
  }
  if (tries !== undefined && reason.code !== 'unreached') {
    text += chinese ? `其后联系 ${tries} 次未果。` : ` Not reached since; tries: ${tries}.`
  }
  return text
}

/** Every code that this pack gives, for the test that each is worded. */
export const REASON_CODES: readonly string[] = Object.keys(WORDS)
