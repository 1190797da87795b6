const FIRST_BITS = 12
/** Part of the table that may be taken. */
const MOST_LOAD = 0.5
/** No plain number begins with 0. */
const FREE = 0
/** Stands for a number that is nobody's any more. */
const NOBODY = 0
/** Longer numbers than this many digits are not told apart as floating point. */
const MOST_DIGITS = 15
const CAMPUS_STEP = 4_294_967_296
/** A power of two, so that multiplying is exact. */
const CAMPUS_SHARE = 1 / CAMPUS_STEP

/**
 * Whose student number is whose, by campus. A district has 130,000, and each is asked for in every check: plain whole
 * numbers, nearly all of them, lie in an open table of 16 bytes a slot, so that a look-up reads one place in memory where
 * maps of texts read five; others (`G310…`, `0012`) in a map.
 */
export class StudentNumbers {
  private readonly others = new Map<string, number>()
  /** Slot → the number, and behind it campus × 2^32 + student + 1; without a student: forgotten. */
  private slots = new Float64Array(2 << FIRST_BITS)
  private used = 0

  /** The student, or null. `studentNo` as normalizeStudentNo leaves it. HOT: every check. */
  get(campus: number, studentNo: string): number | null {
    const number = plainNumber(studentNo)
    if (number < 0) return this.others.get(`${campus} ${studentNo}`) ?? null
    const at = this.find(campus, number)
    const student = this.slots[at] === FREE ? NOBODY : this.slots[at + 1] - campus * CAMPUS_STEP
    return student === NOBODY ? null : student - 1
  }

  set(campus: number, studentNo: string, student: number): void {
    const number = plainNumber(studentNo)
    if (number < 0) {
      this.others.set(`${campus} ${studentNo}`, student)
      return
    }
    if (this.used >= (this.slots.length / 2) * MOST_LOAD) this.grow()
    const at = this.find(campus, number)
    if (this.slots[at] === FREE) this.used++
    this.slots[at] = number
    this.slots[at + 1] = campus * CAMPUS_STEP + student + 1
  }

  forget(campus: number, studentNo: string): void {
    const number = plainNumber(studentNo)
    if (number < 0) {
      this.others.delete(`${campus} ${studentNo}`)
      return
    }
    const at = this.find(campus, number)
    // The slot stays taken: others lie behind it.
    if (this.slots[at] !== FREE) this.slots[at + 1] = campus * CAMPUS_STEP + NOBODY
  }

  clear(): void {
    this.others.clear()
    this.slots = new Float64Array(2 << FIRST_BITS)
    this.used = 0
  }

  /** Where a number lies, or the free slot where it would. */
  private find(campus: number, number: number): number {
    const { slots } = this
    const last = slots.length - 2
    let at = (Math.imul((number | 0) ^ Math.imul(campus + 1, 0x9e3779b1), 0x85ebca6b) >>> 9) * 2 & last
    while (slots[at] !== FREE && (slots[at] !== number || Math.floor(slots[at + 1] * CAMPUS_SHARE) !== campus)) at = (at + 2) & last
    return at
  }

  private grow(): void {
    const { slots } = this
    this.slots = new Float64Array(slots.length * 2)
    for (let from = 0; from < slots.length; from += 2) {
      if (slots[from] === FREE) continue
      const at = this.find(Math.floor(slots[from + 1] * CAMPUS_SHARE), slots[from])
      this.slots[at] = slots[from]
      this.slots[at + 1] = slots[from + 1]
    }
  }
}

/** `20230302` → 20230302; -1 for what no such number is written as. */
function plainNumber(text: string): number {
  if (text.length === 0 || text.length > MOST_DIGITS || text.charCodeAt(0) === 48) return -1
  let number = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}
