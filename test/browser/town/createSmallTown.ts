import type { HouseholdRow, SchoolRow } from '../../../server/feeds/rows.ts'

/** Two compounds of ten slabs, one a committee; six storeys of four rooms each. */
const BUILDINGS = 10
const STOREYS = 6
const ROOMS = 4
const PUPILS = 12
const COMPOUNDS = [{ committee: '测试一居委', compound: '测试一村' }, { committee: '测试二居委', compound: '测试二村' }]
/** Metres of a degree at the town's latitude. */
const METRES = { lng: 95_300, lat: 111_320 }
const CORNER: [number, number] = [121.5, 31.2]

export interface SmallTown {
  /** In the order in which they have to come: kind, file name, text. */
  files: [kind: string, name: string, text: string][]
  household: HouseholdRow[]
  school: SchoolRow[]
  /** Everything in it that is personal, as it was sent. None of it may reach a wall. */
  personal: string[]
  /** What its places are called. */
  placeNames: string[]
}

/** A town of 20 buildings, 480 homes and 12 pupils as files and rows; every colour is there on any `day` (`YYYY-MM-DD`, of the zone with that `offset`). */
export function createSmallTown(day: string, offset = '+08:00'): SmallTown {
  const personal: string[] = []
  /** Invented: the area code 990101 belongs to no place, and no phone begins with 100. */
  const person = (number: number): { name: string; idNumber: string; phone: string } => {
    const made = { name: `密${String.fromCharCode(0x4e00 + number * 7)}${String.fromCharCode(0x5200 + number)}`, idNumber: `99010119800101${String(number).padStart(3, '0')}0`, phone: `100${String(7_000_000 + number).padStart(8, '0')}` }
    personal.push(made.name, made.idNumber, made.phone)
    return made
  }

  const boundaries = [
    feature({ kind: 'subdistrict', name: '测试街道' }, box(0, 0, 640, 320)),
    ...COMPOUNDS.map(({ committee }, i) => feature({ kind: 'committee', name: committee, parent: '测试街道' }, box(i * 320, 0, 320, 320))),
  ]
  const buildings: object[] = []
  const ledger = ['居委会,小区名称,楼号,室号,房屋性质,户主姓名,联系电话']
  const household: HouseholdRow[] = []
  COMPOUNDS.forEach(({ committee, compound }, side) => {
    for (let slab = 0; slab < BUILDINGS; slab++) {
      const building = `${slab + 1}号`
      buildings.push(feature({ compound, building_no: building, building: 'apartments', 'building:levels': STOREYS }, box(side * 320 + 30 + (slab % 2) * 140, 25 + Math.floor(slab / 2) * 58, 110, 14)))
      for (let home = 0; home < STOREYS * ROOMS; home++) {
        const room = `${Math.floor(home / ROOMS) + 1}0${(home % ROOMS) + 1}`
        const number = (side * BUILDINGS + slab) * STOREYS * ROOMS + home
        const vacant = number % 17 === 5
        const head = vacant ? null : person(number)
        ledger.push([committee, compound, building, room, vacant ? '空关' : '自住', head?.name ?? '', head?.phone ?? ''].join(','))
        if (head) household.push({ registeredOn: day, compound, building, room, ...head, ...stateOf(number, day) })
      }
    }
  })
  const school: SchoolRow[] = []
  const roster = ['学校,年级,班级,学号,姓名,家庭住址']
  for (let i = 0; i < PUPILS; i++) {
    const { name } = person(600 + i)
    const studentNo = String(2_020_000 + i)
    const { compound } = COMPOUNDS[i % 2]
    roster.push(['测试小学', '一年级', '一(1)班', studentNo, name, `${compound}${1 + (i % BUILDINGS)}号201室`].join(','))
    // Just after midnight: later would lie ahead of whoever runs this early in the morning.
    if (i < PUPILS - 3) school.push({ submittedAt: `${day}T00:00:0${i}${offset}`, school: '测试小学', class: '一(1)班', studentNo, name, temperatureCelsius: i === 0 ? 38.2 : 36.5, symptoms: i === 0 ? ['发热'] : [] })
  }
  return {
    files: [
      ['boundaries', 'boundaries.geojson', collection(boundaries)],
      ['buildings', 'buildings.geojson', collection(buildings)],
      ['regions', 'regions.csv', '地区,等级,生效日期,失效日期\n湖北,重点疫区,2020-01-23,\n温州,重点关注,2020-02-04,'],
      ['units', 'units.csv', ledger.join('\n')],
      ['roster', 'roster.csv', roster.join('\n')],
    ],
    household, school, personal,
    placeNames: ['测试街道', '测试小学', ...COMPOUNDS.flatMap(({ committee, compound }) => [committee, compound])],
  }
}

/** The first building of the first compound has everybody at home, for tests that change it. */
function stateOf(number: number, day: string): Pick<HouseholdRow, 'state' | 'origin' | 'returnedOn'> {
  if (number < STOREYS * ROOMS) return { state: 'stayed' }
  if (number % 41 === 0) return { state: 'returned', origin: '湖北武汉', returnedOn: day }
  if (number % 31 === 0) return { state: 'returned', origin: '浙江温州', returnedOn: day }
  if (number % 13 === 0) return { state: 'returned', origin: '江苏盐城', returnedOn: day }
  if (number % 11 === 0) return { state: 'unreached' }
  if (number % 7 === 0) return { state: 'not-returned' }
  return { state: 'stayed' }
}

const collection = (features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features })
const feature = (properties: object, ring: [number, number][]): object => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } })

/** A rectangle in metres from the town's south-west corner, as a closed ring of `[lng, lat]`. */
function box(east: number, north: number, width: number, depth: number): [number, number][] {
  const at = (x: number, y: number): [number, number] => [CORNER[0] + x / METRES.lng, CORNER[1] + y / METRES.lat]
  return [at(east, north), at(east + width, north), at(east + width, north + depth), at(east, north + depth), at(east, north)]
}
