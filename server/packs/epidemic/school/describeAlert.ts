import type { Wording } from '../../../protocol/entities.ts'
import { SYMPTOM_WORDS } from './symptomWords.ts'

type Details = Record<string, string | number>
const CODES: Record<string, Wording> = { red: { 'zh-CN': '红码', en: 'red code' }, yellow: { 'zh-CN': '黄码', en: 'yellow code' } }
const CONTACTS: Record<string, Wording> = {
  region: { 'zh-CN': '与疫区人员接触', en: 'contact with people from an epidemic region' },
  suspected: { 'zh-CN': '与疑似病例接触', en: 'contact with a suspected case' },
  confirmed: { 'zh-CN': '与确诊病例接触', en: 'contact with a confirmed case' },
}
const both = (zh: string, en: string): Wording => ({ 'zh-CN': zh, en })
const known = (words: Record<string, Wording>, key: string | number): Wording => (Object.hasOwn(words, key) ? words[key] : both(String(key), String(key)))

/** Why an alert opened, in one line and without a name; `pupilsNow`: how many have joined it since, with those it opened with. */
export function describeAlert(rule: string, details: Details): Wording {
  const byNow = details.pupilsNow ? both(`；现 ${details.pupilsNow} 人`, `; ${details.pupilsNow} by now`) : both('', '')
  switch (rule) {
    case 'fever':
      return both(`体温 ${details.celsius} ℃，上限 ${details.limit} ℃`, `${details.celsius} °C; the limit is ${details.limit} °C`)
    case 'symptom':
      return both(`${details.symptoms}${details.since ? `，自 ${details.since}` : ''}`, `${details.symptoms}${details.since ? `, since ${details.since}` : ''}`)
    case 'own-code':
      return known(CODES, details.code)
    case 'home-code': {
      const code = known(CODES, details.code)
      return both(`同住人 ${code['zh-CN']}，${details.people} 人`, `${details.people} at home, ${code.en}`)
    }
    case 'contact':
      return known(CONTACTS, details.contact)
    case 'travel':
      return both(`${details.who === 'home' ? '同住人' : '本人'}到过${details.region}（${details.level === 'key' ? '重点疫区' : '重点关注地区'}）`,
        `${details.who === 'home' ? 'Somebody at home' : 'The pupil'} was in ${details.region} (${details.level === 'key' ? 'key epidemic region' : 'region of concern'})`)
    case 'home':
      return both('家中有人在健康管理期内', 'Somebody at home is under health management')
    case 'back-early':
      return both(`症状消失 ${details.hours} 小时即到校`, `At school ${details.hours} hours after the end of symptoms`)
    case 'cluster': {
      const symptom = SYMPTOM_WORDS.find(({ key }) => key === details.symptom)?.name ?? both(String(details.symptom), String(details.symptom))
      return both(`${details.days} 天内 ${details.pupils} 名学生${symptom['zh-CN']}${byNow['zh-CN']}`, `${details.pupils} pupils within ${details.days} days: ${symptom.en.toLowerCase()}${byNow.en}`)
    }
    case 'device-fault':
      if (details.readings) return both(`${details.device}：最近 ${details.readings} 次测温中已有 ${details.pupils} 人发热，疑为设备故障${byNow['zh-CN']}`, `${details.device}: ${details.pupils} fevers among the last ${details.readings} readings; probably a broken device${byNow.en}`)
      return both(`${details.device ? `${details.device}：` : ''}${details.seconds} 秒内 ${details.pupils} 人以上发热，疑为设备故障${byNow['zh-CN']}`,
        `${details.device ? `${details.device}: ` : ''}${details.pupils} fevers and more within ${details.seconds} s; probably a broken device${byNow.en}`)
    default:
      return both('', '')
  }
}
