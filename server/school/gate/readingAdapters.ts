import type { Wording } from '../../protocol/entities.ts'

/** How a kind of device says what it says. Names of fields are tried in their order; `a.b` lies one level deeper. */
export interface ReadingAdapter {
  key: string
  name: Wording
  /** Takes temperatures. */
  measures: boolean
  /** Where it measures, unless a reading says. */
  site: 'forehead' | 'armpit' | 'thermal'
  /** Where the readings lie in what is sent; none of them: it is one reading. */
  lists: readonly string[]
  clock: readonly string[]
  id: readonly string[]
  at: readonly string[]
  studentNo: readonly string[]
  card: readonly string[]
  temperature: readonly string[]
  direction: readonly string[]
  /** What says which way, as text in lower case. A reading that says neither goes in. */
  ins: readonly string[]
  outs: readonly string[]
}

const INS = ['in', 'enter', 'entry', '1', '进', '入校', 'checkin'] as const
const OUTS = ['out', 'exit', 'leave', '2', '0', '出', '离校', 'checkout'] as const
const COMMON = {
  lists: ['readings', 'records', 'events', 'data', 'list', 'rows'],
  clock: ['clock', 'deviceTime', 'now', 'device_time', 'header.time', 'sysTime'],
  id: ['id', 'recordId', 'record_id', 'eventId', 'serialNo', 'seq', 'uuid'],
  direction: ['direction', 'inOut', 'in_out', 'passType', 'type', 'dir'],
  ins: INS, outs: OUTS,
} as const

/** The kinds that can be registered. A device with other words needs a line here, nothing else. */
export const READING_ADAPTERS: readonly ReadingAdapter[] = [
  {
    ...COMMON, key: 'plain', name: { 'zh-CN': '测温枪(通用格式)', en: 'Thermometer (plain format)' }, measures: true, site: 'forehead',
    at: ['measuredAt', 'at', 'time'], studentNo: ['studentNo'], card: ['card'], temperature: ['temperatureCelsius', 'temperature'],
  },
  {
    ...COMMON, key: 'face-terminal', name: { 'zh-CN': '人脸识别测温终端', en: 'Face terminal with thermal camera' }, measures: true, site: 'thermal',
    at: ['checkTime', 'check_time', 'time', 'recordTime', 'info.time', 'info.CreateTime', 'timestamp', 'measuredAt'], studentNo: ['studentNo', 'employeeNo', 'jobNumber'],
    card: ['personId', 'person_id', 'userId', 'faceId', 'customId', 'info.CustomizeID', 'info.personId', 'idNum', 'card'],
    temperature: ['temperature', 'temp', 'bodyTemperature', 'info.temperature', 'info.temp', 'animal_heat'],
  },
  {
    ...COMMON, key: 'thermal-camera', name: { 'zh-CN': '热成像测温仪', en: 'Thermal camera' }, measures: true, site: 'thermal',
    at: ['captureTime', 'alarmTime', 'dateTime', 'time', 'timestamp', 'measuredAt'], studentNo: ['studentNo'], card: ['personId', 'faceId', 'card'],
    temperature: ['maxTemperature', 'currTemperature', 'temperature', 'ruleTemperature', 'target.temperature'],
  },
  {
    ...COMMON, key: 'card-reader', name: { 'zh-CN': '刷卡机', en: 'Card reader' }, measures: false, site: 'forehead',
    at: ['swipeTime', 'cardTime', 'time', 'timestamp', 'measuredAt'], studentNo: ['studentNo'], card: ['cardNo', 'card_no', 'cardId', 'card', 'uid', 'epc'],
    temperature: ['temperature'],
  },
]

export const adapterOf = (key: string): ReadingAdapter | null => READING_ADAPTERS.find((adapter) => adapter.key === key) ?? null
