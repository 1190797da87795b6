import { expect, it } from 'vitest'
import { CHECK_FLAG } from '../../../../../server/packs/checkFlags.ts'
import { readCheck } from '../../../../../server/packs/epidemic/school/readCheck.ts'
import { OTHER_SYMPTOM_BIT, SYMPTOM_WORDS } from '../../../../../server/packs/epidemic/school/symptomWords.ts'

const flagsOf = (flags: number): string[] => Object.entries(CHECK_FLAG).filter(([, bit]) => flags & bit).map(([name]) => name)
const keysOf = (symptoms: number): string[] => [...SYMPTOM_WORDS.filter((_, bit) => symptoms & (1 << bit)).map(({ key }) => key), ...(symptoms & (1 << OTHER_SYMPTOM_BIT) ? ['other'] : [])]

it.each([
  [{ temperatureCelsius: 36.5, symptoms: [] }, []],
  [{ temperatureCelsius: 37.3, symptoms: [] }, ['ABNORMAL', 'FEVER']],
  [{ temperatureCelsius: 365, implausible: true, symptoms: [] }, []],
  [{ temperatureCelsius: 36.5, symptoms: ['咳嗽'] }, ['ABNORMAL', 'SYMPTOM']],
  [{ temperatureCelsius: 36.5, symptoms: [], healthCode: 'yellow' }, ['ABNORMAL', 'OWN_YELLOW']],
  [{ temperatureCelsius: 36.5, symptoms: [], healthCode: 'red' }, ['ABNORMAL', 'OWN_RED']],
  [{ temperatureCelsius: 36.5, symptoms: [], healthCode: 'green', travelled: true, household: [{ healthCode: 'red' }, { healthCode: 'yellow', travelled: true }] }, ['HOME_YELLOW', 'HOME_RED', 'TRAVEL', 'HOME_TRAVEL']],
  [{ temperatureCelsius: 36.5, symptoms: [], contact: 'none' }, []],
  [{ temperatureCelsius: 36.5, symptoms: [], contact: 'region' }, ['CONTACT_REGION']],
  [{ temperatureCelsius: 36.5, symptoms: [], contact: 'suspected' }, ['CONTACT_CASE']],
])('what the household and a journey say alerts, and makes nobody abnormal: %j', (body, flags) => expect(flagsOf(readCheck(body).flags)).toEqual(flags))

it.each([
  [['发热', '咳嗽有痰'], ['fever', 'cough']],
  [['嗓子疼'], ['sore-throat']],
  [['流鼻涕、打喷嚏'], ['runny-nose']],
  [['上吐下泻'], ['vomiting', 'diarrhoea']],
  [['头有点晕'], ['headache']],
  [['膝盖擦伤'], ['other']],
  [['cough', 'Headache'], ['cough', 'headache']],
  [[], []],
])('symptoms are told apart by their words: %j', (symptoms, keys) => expect(keysOf(readCheck({ symptoms }).symptoms)).toEqual(keys))

it('there is a bit for each symptom and one for the rest', () => expect(SYMPTOM_WORDS.length).toBeLessThanOrEqual(OTHER_SYMPTOM_BIT))
