import type {
  BasemapRow, BoundaryRow, BuildingRow, CampusRow, LedgerRow, RegionRow, ResidentRow, RosterRow,
} from '../../server/feeds/rows.ts'
import { buildSites, type Site } from './buildSites.ts'
import { createBasemap } from './createBasemap.ts'
import { createCompounds, type Compound } from './createCompounds.ts'
import { createHousehold } from './createHousehold.ts'
import { createIdentitySource, type IdentitySource } from './createIdentitySource.ts'
import { createRandom } from './createRandom.ts'
import { createRegions } from './createRegions.ts'
import { type Campus, createRoster, type Pupil } from './createRoster.ts'
import { createStaff } from './createStaff.ts'
import type { Footprint } from './Footprint.ts'
import { groupCommittees } from './groupCommittees.ts'
import { layOutGround } from './layOutGround.ts'
import { CIVIC_KINDS, DISTRICT_NAME, OFFICE_SUFFIXES, PLACE_STEMS, SHED_KINDS, TOWN_NAME } from './nameTables.ts'
import { toLngLat } from './plane/toLngLat.ts'
import { toPolygon } from './plane/toPolygon.ts'
import { traceOutline } from './traceOutline.ts'

export const COMMITTEE_COUNT = 32
/** Of the seeds tried, the one nearest to 2,400 buildings, 140,000 people and 20,000 pupils, with even committees. */
export const DEMO_SEED = 8

/** Everything that a new deployment would import before its first report. All names and people are invented. */
export interface Town {
  name: string
  district: string
  boundaries: BoundaryRow[]
  basemap: BasemapRow[]
  buildings: BuildingRow[]
  units: LedgerRow[]
  /** In the order of `units`: all people of one home stand together. */
  residents: ResidentRow[]
  campuses: CampusRow[]
  /** Of pupils. */
  rosters: RosterRow[]
  /** Those who work at the campuses; they are on the same rosters. */
  staff: RosterRow[]
  regions: RegionRow[]
}

/**
 * The demo town. The same seed and base day (`YYYY-MM-DD`, the demo's today) give the same bytes.
 * The ground depends on the seed alone; ages, rosters and the region list follow the base day.
 */
export function createTown({ seed, baseDay }: { seed: number; baseDay: string }): Town {
  const ground = layOutGround(seed)
  const sites = buildSites(ground, seed)
  const compounds = createCompounds(ground, sites, seed)
  const compoundAt = new Map(compounds.map((compound) => [compound.site.face, compound]))
  const unitsOf = new Map(compounds.map((compound) => [compound.site.face, unitCount(compound)]))
  const committees = nameCommittees(groupCommittees(ground, unitsOf, COMMITTEE_COUNT), compoundAt)

  const ours = [...ground.sites, ...ground.embankment, ground.greatSite]
  const outline = traceOutline(ground.plan, ours)
  if (outline === null) throw new Error('createTown: the sub-district is not in one piece')
  const boundaries: BoundaryRow[] = [
    { sourceId: 'town/district', kind: 'district', name: DISTRICT_NAME, polygons: [toPolygon([ground.mainland])] },
    { sourceId: 'town/subdistrict', kind: 'subdistrict', name: TOWN_NAME, parent: DISTRICT_NAME, polygons: [toPolygon([outline])] },
  ]
  committees.forEach(({ name, faces }, at) => boundaries.push({
    sourceId: `town/committee/${at + 1}`, kind: 'committee', name, parent: TOWN_NAME,
    polygons: [toPolygon([traceOutline(ground.plan, faces)!])],
  }))
  for (const { name, faces } of committees) {
    for (const face of faces) {
      const compound = compoundAt.get(face)
      if (compound === undefined) continue
      boundaries.push({
        sourceId: `town/compound/${face}`, kind: 'compound', name: compound.name, parent: name,
        polygons: [toPolygon([compound.site.kerb])],
      })
    }
  }

  const siteAt = new Map(sites.map((site) => [site.face, site]))
  const campuses = nameCampuses(sites, compounds, seed)
  const buildings = listBuildings(committees.flatMap(({ faces }) => faces), siteAt, compoundAt, campuses, seed)
  const { units, residents, pupils, identity } = settle(committees, compoundAt, seed, baseDay)
  const schoolYear = schoolYearOf(baseDay)
  const rosters = createRoster(pupils, campuses.map(({ campus }) => campus), schoolYear, createRandom(seed, 'rosters'))
  const campusRows = campuses.map(({ campus }) => campus.row)
  return {
    name: TOWN_NAME,
    district: DISTRICT_NAME,
    boundaries,
    basemap: createBasemap(ground, sites, seed),
    buildings,
    units,
    residents,
    campuses: campusRows,
    rosters,
    staff: createStaff(rosters, campusRows.map(({ name }) => name), residents, schoolYear, identity, createRandom(seed, 'staff')),
    regions: createRegions(baseDay),
  }
}

interface Committee { name: string; faces: number[] }

function unitCount(compound: Compound): number {
  return compound.buildings.reduce((sum, { units }) => sum + units.length, 0)
}

/** The year in which the running school year began. */
function schoolYearOf(baseDay: string): number {
  const [year, month] = baseDay.split('-').map(Number)
  return month >= 9 ? year : year - 1
}

/** Each after its largest compound. */
function nameCommittees(groups: readonly number[][], compoundAt: ReadonlyMap<number, Compound>): Committee[] {
  const spare = PLACE_STEMS.slice().reverse()
  return groups.map((faces) => {
    const largest = faces.map((face) => compoundAt.get(face)).filter((compound) => compound !== undefined)
      .sort((one, other) => unitCount(other) - unitCount(one))[0]
    return { name: `${largest?.name ?? spare.pop()!}居委会`, faces }
  })
}

/** The grades that a campus has, from and to. */
const CAMPUS_KINDS = {
  primary: { suffix: '小学', grades: [1, 5] }, junior: { suffix: '中学', grades: [6, 9] }, nineYears: { suffix: '实验学校', grades: [1, 9] },
} as const

interface NamedCampus { campus: Campus; site: Site }

/** Fifteen primary schools, seven junior ones and two with nine grades, each after a compound nearby. */
function nameCampuses(sites: readonly Site[], compounds: readonly Compound[], seed: number): NamedCampus[] {
  const random = createRandom(seed, 'campuses')
  const grounds = random.shuffle(sites.filter((site) => site.use === 'school'))
  const used = new Set<string>()
  return grounds.map((site, at) => {
    const kind = at < 15 ? CAMPUS_KINDS.primary : at < 22 ? CAMPUS_KINDS.junior : CAMPUS_KINDS.nineYears
    const near = compounds.slice().sort((one, other) => distance(one.site, site) - distance(other.site, site))
    let stem = ''
    for (const compound of near) {
      stem = compound.name.slice(0, 2)
      if (!used.has(stem + kind.suffix)) break
    }
    const name = stem + kind.suffix
    used.add(name)
    const main = site.footprints[0]?.center ?? site.center
    return { site, campus: { row: { name, lngLat: toLngLat(main) }, center: main, grades: kind.grades } }
  })
}

function distance(one: Site, other: Site): number {
  return Math.hypot(one.center[0] - other.center[0], one.center[1] - other.center[1])
}

const SCHOOL_BUILDINGS = ['教学楼', '综合楼', '体育馆', '食堂']

function listBuildings(
  faces: readonly number[], siteAt: ReadonlyMap<number, Site>, compoundAt: ReadonlyMap<number, Compound>,
  campuses: readonly NamedCampus[], seed: number,
): BuildingRow[] {
  const random = createRandom(seed, 'building names')
  const campusAt = new Map(campuses.map(({ campus, site }) => [site.face, campus.row.name]))
  const rows: BuildingRow[] = []
  const add = (footprint: Footprint, face: number, names: Partial<BuildingRow>): void => {
    const sourceId = `town/building/${face}-${rows.length + 1}`
    rows.push({ sourceId, ...names, levels: footprint.levels, polygons: [toPolygon(footprint.rings)] })
  }
  for (const face of faces) {
    const site = siteAt.get(face)
    if (site === undefined) continue
    const compound = compoundAt.get(face), campus = campusAt.get(face)
    for (const { name, footprint } of compound?.buildings ?? []) add(footprint, face, { compound: compound!.name, building: name })
    const numbered = new Set(compound?.buildings.map(({ footprint }) => footprint))
    const stem = random.pick(PLACE_STEMS)
    let shops = 0, offices = 0
    site.footprints.filter((footprint) => !numbered.has(footprint)).forEach((footprint, at) => {
      if (campus !== undefined) {
        const part = footprint.levels === 1 ? '门卫室' : SCHOOL_BUILDINGS[at % SCHOOL_BUILDINGS.length]
        add(footprint, face, { name: campus + part, school: true })
      } else if (footprint.use === 'shops') add(footprint, face, { name: `${compound?.name ?? stem}沿街商铺${++shops}` })
      else if (compound !== undefined) add(footprint, face, { name: `${compound.name}${random.pick(SHED_KINDS)}` })
      else if (site.use === 'office') {
        const letter = 'ABCDEFGHJKLM'[Math.floor(offices / OFFICE_SUFFIXES.length)] ?? ''
        add(footprint, face, { name: `${stem}${OFFICE_SUFFIXES[offices++ % OFFICE_SUFFIXES.length]}${letter}` })
      } else if (site.use === 'park' || site.use === 'embankment') add(footprint, face, { name: site.use === 'park' ? `${stem}公园茶室` : '滨江驿站' })
      else add(footprint, face, { name: `${stem}${CIVIC_KINDS[at % CIVIC_KINDS.length]}` })
    })
  }
  return rows
}

/** Moves the people in: ledger, residents and the pupils among them, committee by committee. `identity` goes on without giving a number again. */
function settle(
  committees: readonly Committee[], compoundAt: ReadonlyMap<number, Compound>, seed: number, baseDay: string,
): { units: LedgerRow[]; residents: ResidentRow[]; pupils: Pupil[]; identity: IdentitySource } {
  const random = createRandom(seed, 'people')
  const identity = createIdentitySource(random)
  const schoolYear = schoolYearOf(baseDay)
  const units: LedgerRow[] = [], residents: ResidentRow[] = [], pupils: Pupil[] = []
  for (const { name: committee, faces } of committees) {
    for (const face of faces) {
      const compound = compoundAt.get(face)
      if (compound === undefined) continue
      // New towers stand emptier than old villages.
      const vacantShare = compound.site.use === 'tower' ? 0.066 : compound.site.use === 'lane' ? 0.057 : 0.035
      const rentedShare = compound.site.use === 'lane' ? 0.5 : 0.25
      for (const { name: building, footprint, units: rooms } of compound.buildings) {
        for (const { room, storey, kind } of rooms) {
          const address = { committee, compound: compound.name, building, room }
          const row: LedgerRow = storey === undefined ? { ...address } : { ...address, storey }
          units.push(row)
          const landlord = (): void => {
            row.landlordName = identity.surname() + identity.givenName(random.chance(0.5) ? 'male' : 'female')
            row.landlordPhone = identity.phone()
          }
          if (kind === 'shop') {
            row.tenure = random.chance(0.1) ? 'vacant' : 'shop'
            row.residents = 0
            continue
          }
          const isVacant = random.chance(kind === 'basement' ? 0.5 : vacantShare)
          row.tenure = isVacant ? 'vacant' : random.chance(kind === 'basement' ? 1 : rentedShare) ? 'rented' : 'owned'
          if (row.tenure !== 'owned') landlord()
          // A few flats that the ledger calls vacant have people all the same.
          const members = isVacant && !random.chance(0.006) ? [] : createHousehold(row.tenure !== 'owned', schoolYear, identity, random)
          row.residents = isVacant ? 0 : members.length
          if (!isVacant) {
            row.headName = members[0].name
            row.headPhone = members[0].phone
          }
          // HOT: 140,000 times, so every row is written out and has the same shape.
          for (const { name, idNumber, phone, relation, plates, grade } of members) {
            residents.push({ committee, compound: compound.name, building, room, name, idNumber, phone, relation, plates })
            if (grade === undefined) continue
            pupils.push({
              name, idNumber, grade, home: footprint.center, compound: compound.name, building, room,
              guardianName: members[0].name, guardianPhone: members[0].phone,
            })
          }
        }
      }
    }
  }
  return { units, residents, pupils, identity }
}
