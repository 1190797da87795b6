import { foldText } from './foldText.ts'
import { normalizeBuilding } from './normalizeBuilding.ts'
import { normalizeCompound } from './normalizeCompound.ts'
import { normalizeRoom } from './normalizeRoom.ts'
import { CHINESE_FIGURES } from './readChineseNumber.ts'

export interface Address {
  /** Empty when the text begins with the building (`74号101室`). */
  compound: string
  building: string
  room: string
}

/** Province, city, district, sub-district and committee before the compound. 小区 and 社区 end in 区 too and are no district. */
const DIVISIONS = /^(?:[^省市区县\d]{2,8}(?:省|自治区))?(?:[^省市区县\d]{2,8}市)?(?:[^省市区县\d]{2,8}(?:新区|(?<![小社园厂校景])区|县)(?=.{2}))?(?:[^省市区县\d]{2,8}(?:街道|镇)(?=.{2}))?(?:[^\d]{2,14}?(?:居民委员会|居委会|村民委员会|村委会)(?=[^\d]{2}))?/u

const ROOM = String.raw`(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})单元-?)?(?:(?:商铺|店铺|车库|地下|B)?\d{1,5}[A-Z]?(?:[-、/,]\d{1,5})?|[${CHINESE_FIGURES}]{2,5}|[A-Z]\d{1,4})`
const BUILDING = String.raw`(?:[甲乙丙丁])?(?:\d{1,5}|[${CHINESE_FIGURES}]{1,5})[A-Z]?(?:-\d{1,2})?`
/** `74号101室`, `74幢-0101`, `74#101`, `74号甲101`. */
const WITH_BUILDING_WORD = new RegExp(
  `^(.*)(?<![\\dA-Z一二三四五六七八九十百壹贰叁肆柒捌玖拾佰甲乙丙丁-])(${BUILDING}(?:号楼|号|幢|栋|座|楼|#)[甲乙丙丁]?)-?(${ROOM})(?:室|号房|房|号)?(?:\\([^()]*\\))?$`, 'u')
/** A letter tower: `A座101`. */
const WITH_LETTER = new RegExp(`^(.*?)([A-Z](?:号楼|座|栋|幢|楼))-?(${ROOM})(?:室|号房|房)?$`, 'u')
/** `74-101`, `74-2-301`. */
const WITH_DASH = /^(.*?)(?<![\dA-Z])(\d{1,4}[A-Z]?)-((?:\d{1,2}-)?[A-Z]?\d{2,5}[A-Z]?)(?:室|房)?$/u
/** Rooms of lane houses are called by what they are: `3号前客堂`, `12号三层阁`. Words, since any text may follow a building. */
const NAMED_ROOM = String.raw`(?:(?:[一二三四五底][层楼])?(?:[前后东西南北中左右大小统]{0,2}(?:客堂|厢房)|[前后东西中统]楼|亭子间|灶披?间|阁楼|晒台|天井)间?|[二三四五]层阁|地下室|门卫室|传达室)`
const WITH_NAMED_ROOM = new RegExp(`^(.*)(?<![\\dA-Z一二三四五六七八九十百甲乙丙丁-])(${BUILDING}(?:号楼|号|幢|栋|座|#))-?(${NAMED_ROOM})室?(?:\\([^()]*\\))?$`, 'u')

/**
 * An address in one text: `浦南三村74号101室`, `浦南三村 74 幢 0101`, `浦南三村74#101`, `浦南三村74-101`,
 * `上海市浦东新区上南路100弄12号302室` (compound `上南路100弄`), `怀德里3号前客堂`. Province, city, district, sub-district and committee
 * in front are dropped. All three parts are canonical keys. Null when no building or no room can be told apart.
 */
export function parseAddress(text: string): Address | null {
  if (text.length > 200) return null
  const folded = foldText(text).toUpperCase()
    .replace(/[–—‐‑−－]/g, '-')
    // A space between two numbers is the only thing that keeps them apart.
    .replace(/(?<=[\dA-Z]) (?=[\dA-Z])/g, '-')
    .replace(/[\s,，。;；:：]/g, '')
  const place = folded.replace(DIVISIONS, '')
  const match = WITH_BUILDING_WORD.exec(place) ?? WITH_LETTER.exec(place) ?? WITH_DASH.exec(place) ?? WITH_NAMED_ROOM.exec(place)
  if (match === null) return null
  const address = {
    compound: normalizeCompound(match[1]!.replace(/-+$/, '')),
    building: normalizeBuilding(match[2]!),
    room: normalizeRoom(match[3]!),
  }
  return address.building === '' || address.room === '' ? null : address
}
