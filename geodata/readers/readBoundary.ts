import type { BoundaryRow } from '../../server/feeds/rows.ts'
import type { PropertyPicker } from './createPropertyPicker.ts'

export type BoundaryKind = BoundaryRow['kind']

export interface BoundaryFacts {
  kind?: BoundaryKind
  /** The kind comes from the ending of the name only: 花园 may be a compound or a part of town. */
  guessed?: boolean
  name?: string
  parent?: string
}

/** From the smallest to the largest. */
const KINDS: BoundaryKind[] = ['compound', 'committee', 'subdistrict', 'district']

/** Words of a column that says what a boundary is. */
const KIND_WORDS: [RegExp, BoundaryKind][] = [
  [/^(?:compound|小区|住宅小区|residential|estate|neighbou?rhood_compound)$/, 'compound'],
  [/^(?:committee|居委|居委会|居民委员会|居民区|社区|村|村委|村委会|community|village|neighbou?rhood[ _-]committee)$/, 'committee'],
  [/^(?:sub-?district|街道|街镇|镇|乡|乡镇|street|town|township)$/, 'subdistrict'],
  [/^(?:district|county|区|县|区县|行政区|市辖区)$/, 'district'],
]

/** Endings of names; 小区, 社区 and 居民区 must be asked before 区. */
const NAME_ENDINGS: [RegExp, BoundaryKind][] = [
  [/(?:小区|花园|公寓|新村|[一二三四五六七八九十]村|苑|坊|弄)$/, 'compound'],
  [/(?:居委会?|居民委员会|居民区|社区|村委会?|村民委员会|\bcommittee)$/i, 'committee'],
  [/(?:街道|街道办事处|镇|乡|\bsub-?district|\btown(?:ship)?)$/i, 'subdistrict'],
  [/(?:区|县|\bdistrict|\bcounty)$/i, 'district'],
]

/** Chinese practice: wiki.openstreetmap.org/wiki/Tag:boundary=administrative. */
const KIND_OF_ADMIN_LEVEL: Record<string, BoundaryKind> = {
  6: 'district', 7: 'district', 8: 'subdistrict', 9: 'committee', 10: 'committee',
}

/**
 * What the properties of a boundary say. The kind is what a column says, else OpenStreetMap's admin_level, else, in a
 * file without a column of names, the smallest level that has a column of its own (小区名称 next to 居委 is a file of
 * compounds), else the ending of the name.
 */
export function readBoundary(properties: Record<string, unknown>, pick: PropertyPicker): BoundaryFacts {
  const own = KINDS.find((kind) => pick(properties, kind) !== undefined)
  let name = pick(properties, 'name')
  const said = findKind(properties, pick, own, name)
  const kind = said ?? (name === undefined ? undefined : NAME_ENDINGS.find(([ending]) => ending.test(name!))?.[1])
  name ??= kind && pick(properties, kind)
  const parentKinds = kind ? KINDS.slice(KINDS.indexOf(kind) + 1) : []
  const parent = pick(properties, 'parent')
    ?? parentKinds.map((parentKind) => pick(properties, parentKind, (text) => text !== name)).find((text) => text !== undefined)
  return { kind, guessed: kind !== undefined && said === undefined, name, parent }
}

function findKind(
  properties: Record<string, unknown>, pick: PropertyPicker, own: BoundaryKind | undefined, name: string | undefined,
): BoundaryKind | undefined {
  const word = pick(properties, 'kind')?.toLowerCase()
  const said = word === undefined ? undefined : KIND_WORDS.find(([words]) => words.test(word))?.[1]
  const adminLevel = pick(properties, 'adminLevel')
  return said
    ?? (adminLevel === undefined ? undefined : KIND_OF_ADMIN_LEVEL[adminLevel])
    // With a name of its own the column of a larger level only says where the boundary belongs.
    ?? (name === undefined ? own : undefined)
}
