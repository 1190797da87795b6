import type { CampusRow, RosterRow } from '../../server/feeds/rows.ts'
import type { Random } from './createRandom.ts'
import type { Point } from './plane/Point.ts'

export interface Campus { row: CampusRow; center: Point; grades: readonly [number, number] }

/** A pupil and the home he or she lives in. */
export interface Pupil {
  name: string
  idNumber: string
  grade: number
  home: Point
  compound: string
  building: string
  room: string
  guardianName: string
  guardianPhone?: string
}

const GRADE_NAMES = ['一', '二', '三', '四', '五', '六', '七', '八', '九']
const USUAL_CLASS_SIZE = 38
const SPELLINGS = [['plain', 60], ['room', 18], ['wide', 4], ['block', 5], ['hall', 5], ['spaced', 6], ['city', 2]] as const

/** Everybody goes to the nearest campus that has the grade and room for one more; addresses as parents write them. */
export function createRoster(
  pupils: readonly Pupil[], campuses: readonly Campus[], schoolYear: number, random: Random,
): RosterRow[] {
  const inGrade = campuses.map(() => new Array<Pupil[]>(10))
  const room = new Map<number, number>()
  for (let grade = 1; grade <= 9; grade++) {
    const open = campuses.map((_, at) => at).filter((at) => campuses[at].grades[0] <= grade && grade <= campuses[at].grades[1])
    const all = pupils.filter((pupil) => pupil.grade === grade)
    room.set(grade, Math.ceil((all.length / open.length) * 1.15))
    for (const at of open) inGrade[at][grade] = []
    for (const pupil of all) {
      let best = -1, nearest = Infinity
      for (const at of open) {
        if (inGrade[at][grade].length >= room.get(grade)!) continue
        const distance = Math.hypot(campuses[at].center[0] - pupil.home[0], campuses[at].center[1] - pupil.home[1])
        if (distance < nearest) {
          nearest = distance
          best = at
        }
      }
      inGrade[best][grade].push(pupil)
    }
  }
  const rows: RosterRow[] = []
  campuses.forEach(({ row, grades }, at) => {
    for (let grade = grades[0]; grade <= grades[1]; grade++) {
      const members = random.shuffle(inGrade[at][grade])
      const classes = Math.max(1, Math.round(members.length / USUAL_CLASS_SIZE))
      const size = Math.ceil(members.length / classes)
      members.forEach((pupil, index) => {
        const classNumber = Math.floor(index / size) + 1, seat = (index % size) + 1
        rows.push({
          school: row.name,
          grade: `${GRADE_NAMES[grade - 1]}年级`,
          class: `${GRADE_NAMES[grade - 1]}(${classNumber})班`,
          studentNo: `${schoolYear + 1 - grade}${twoDigits(classNumber)}${twoDigits(seat)}`,
          name: pupil.name,
          idNumber: pupil.idNumber,
          guardianName: pupil.guardianName,
          guardianPhone: pupil.guardianPhone,
          address: spellAddress(pupil, random),
        })
      })
    }
  })
  return rows
}

/** One address in the ways that forms come back. */
function spellAddress({ compound, building, room }: Pupil, random: Random): string {
  const number = building.replace(/[号幢]$/, '')
  // A room that is not a plain number would not survive the shorter spellings.
  if (!/^\d+$/.test(room)) return `${compound}${building}${room}`
  switch (random.weighted(SPELLINGS)) {
    case 'plain': return `${compound}${building}${room}室`
    case 'room': return `${compound}${building}${room}`
    case 'wide': return `${compound}${toWide(number)}号${toWide(room)}室`
    case 'block': return `${compound}${number}幢${room}室`
    case 'hall': return `${compound}${number}号楼${room}室`
    case 'spaced': return `${compound} ${number}号 ${room}室`
    case 'city': return `上海市${compound}${building}${room}室`
  }
}

function toWide(digits: string): string {
  return [...digits].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
