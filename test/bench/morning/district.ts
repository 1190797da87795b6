/** The district of the morning bench, by number: the same in the server that lays it and in the sender. */

export const CAMPUSES = 199
export const PUPILS = 130_000
/** Family members in the register of residents, and staff on the rosters. */
export const FAMILY = 310_000
export const STAFF = 10_000
export const HOMES = 104_000
/** School days before this one. */
export const PAST_DAYS = 59
/** A Monday. */
export const DAY = '2020-04-13'
export const KEY = 'key-of-the-morning-bench'

const CLASSES_A_GRADE = 4
const GRADES = ['一', '二', '三', '四', '五']
const ROOMS_A_BUILDING = 60
const BUILDINGS_A_COMPOUND = 12

export const schoolOf = (pupil: number): string => `第${pupil % CAMPUSES}小学`
export function classOf(pupil: number): { grade: string; class: string } {
  const within = Math.floor(pupil / CAMPUSES)
  const grade = GRADES[within % GRADES.length]
  return { grade: `${grade}年级`, class: `${grade}(${1 + (Math.floor(within / GRADES.length) % CLASSES_A_GRADE)})班` }
}
export const studentNoOf = (pupil: number): string => String(20_200_000 + pupil)
export const homeOf = (number: number): { compound: string; building: string; room: string } => {
  const home = number % HOMES
  const building = Math.floor(home / ROOMS_A_BUILDING)
  const at = home % ROOMS_A_BUILDING
  return { compound: `第${Math.floor(building / BUILDINGS_A_COMPOUND)}新村`, building: `${1 + (building % BUILDINGS_A_COMPOUND)}号`, room: `${1 + Math.floor(at / 4)}0${1 + (at % 4)}` }
}
export const temperatureOf = (pupil: number, day: number): number => (pupil * 31 + day * 7) % 1_500 === 0 ? 37.6 : 36 + ((pupil * 13 + day * 5) % 10) / 10
