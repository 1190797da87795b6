import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

export interface PersonRecord {
  name: string
  phone: string
  idNumber: string
}

/** Told at once, inside the transaction that writes: what is told may still be undone, so read it again afterwards. */
export interface VaultListener {
  written(person: number): void
  erased(person: number): void
  /** All people from this number on are gone. */
  forgottenFrom(person: number): void
}

export interface VaultCells {
  seq: number
  person: number | null
  cells: Record<string, string>
}

/** The identity vault: who the opaque ids are. The only place where a name, a phone or an identity number is kept. */
export interface Vault {
  findKey(key: string): number | null
  /** People who were reported or registered somewhere under exactly that name, at most `limit`. */
  peopleNamed(name: string, limit: number): number[]
  person(person: number): PersonRecord | null
  /** The next `limit` people from that number on, in order. A page at a time, since an open cursor would stop all writing. */
  peopleFrom(person: number, limit: number): (PersonRecord & { person: number })[]
  /** Hears of every change of people. Returns a stop function. */
  watch(listener: VaultListener): () => void
  /** Only inside a transaction, like all that write. */
  addPerson(person: number, record: PersonRecord, keys: string[]): void
  updatePerson(person: number, record: PersonRecord, newKeys: string[]): void
  addKey(key: string, person: number): void
  addCells(seq: number, person: number | null, unit: number | null, cells: Record<string, string>): void
  /** Private cells of entries about a unit, oldest first: notes, a landlord, plates. */
  cellsOfUnit(unit: number): VaultCells[]
  /** Private cells of one entry, or null. */
  cellsAt(seq: number): VaultCells | null
  addStudent(student: number, campus: number, studentNo: string, person: number | null): void
  /** Another campus, another number. */
  moveStudent(student: number, campus: number, studentNo: string): void
  students(): IterableIterator<{ student: number; campus: number; student_no: string; person: number | null }>
  /** A pupil's number and who it is; null when nobody is known under it (any more). */
  student(student: number): { studentNo: string; person: number | null } | null
  /** Deletes the person's rows, and cuts the name, phone and numbers out of cells that others left behind. */
  erasePerson(person: number): void
  /** Forgets people and students from these numbers on, and the cells of removed entries (the demo's loop). */
  forgetAfter(personCount: number, studentCount: number): void
}

export function createVault(database: Database.Database, kysely: Kysely<Tables>): Vault {
  const prepare = (query: { compile(): { sql: string } }): Database.Statement => database.prepare(query.compile().sql)
  const selectKey = prepare(kysely.selectFrom('vault_key').select('person').where('key', '=', ''))
  const selectPerson = prepare(kysely.selectFrom('vault_person').select(['name', 'phone', 'id_number']).where('person', '=', 0))
  const selectFrom = prepare(kysely.selectFrom('vault_person').select(['person', 'name', 'phone', 'id_number as idNumber']).where('person', '>=', 0).orderBy('person').limit(1))
  const selectNamed = database.prepare('select distinct person from vault_key where key >= ? and key < ? limit ?')
  const insertPerson = prepare(kysely.insertInto('vault_person').values({ person: 0, name: '', phone: '', id_number: '' }))
  const updatePerson = prepare(kysely.updateTable('vault_person').set({ name: '', phone: '', id_number: '' }).where('person', '=', 0))
  const insertKey = prepare(kysely.insertInto('vault_key').values({ key: '', person: 0 }).onConflict((conflict) => conflict.doNothing()))
  const insertCell = prepare(kysely.insertInto('vault_cell').values({ seq: 0, person: 0, unit: 0, cells: '' }))
  const selectCells = prepare(kysely.selectFrom('vault_cell').select(['seq', 'person', 'cells']).where('unit', '=', 0).orderBy('seq'))
  const selectCellsAt = prepare(kysely.selectFrom('vault_cell').select(['seq', 'person', 'cells']).where('seq', '=', 0))
  const readCells = (row: { seq: number; person: number | null; cells: string }): VaultCells => ({ seq: row.seq, person: row.person, cells: JSON.parse(row.cells) as Record<string, string> })
  const insertStudent = prepare(kysely.insertInto('vault_student').values({ student: 0, campus: 0, student_no: '', person: 0 }).onConflict((conflict) =>
    conflict.column('student').doUpdateSet((expression) => ({ person: expression.ref('excluded.person') }))))
  const updateStudent = prepare(kysely.updateTable('vault_student').set({ campus: 0, student_no: '' }).where('student', '=', 0))
  const selectStudents = prepare(kysely.selectFrom('vault_student').select(['student', 'campus', 'student_no', 'person']).orderBy('student'))
  const selectStudent = prepare(kysely.selectFrom('vault_student').select(['student_no as studentNo', 'person']).where('student', '=', 0))
  const listeners = new Set<VaultListener>()

  return {
    peopleNamed: (name, limit) => (selectNamed.all(`u:${name}\u0000`, `u:${name}\u0001`, limit) as { person: number }[]).map(({ person }) => person),
    findKey: (key) => (selectKey.get(key) as { person: number } | undefined)?.person ?? null,
    person(person) {
      const row = selectPerson.get(person) as { name: string; phone: string; id_number: string } | undefined
      return row ? { name: row.name, phone: row.phone, idNumber: row.id_number } : null
    },
    peopleFrom: (person, limit) => selectFrom.all(person, limit) as (PersonRecord & { person: number })[],
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    addPerson(person, record, keys) {
      insertPerson.run(person, record.name, record.phone, record.idNumber)
      for (const key of keys) insertKey.run(key, person)
      for (const listener of listeners) listener.written(person)
    },
    updatePerson(person, record, newKeys) {
      updatePerson.run(record.name, record.phone, record.idNumber, person)
      for (const key of newKeys) insertKey.run(key, person)
      for (const listener of listeners) listener.written(person)
    },
    addKey: (key, person) => void insertKey.run(key, person),
    addCells: (seq, person, unit, cells) => void insertCell.run(seq, person, unit, JSON.stringify(cells)),
    cellsOfUnit: (unit) => (selectCells.all(unit) as { seq: number; person: number | null; cells: string }[]).map(readCells),
    cellsAt(seq) {
      const row = selectCellsAt.get(seq) as { seq: number; person: number | null; cells: string } | undefined
      return row ? readCells(row) : null
    },
    addStudent: (student, campus, studentNo, person) => void insertStudent.run(student, campus, studentNo, person),
    moveStudent: (student, campus, studentNo) => void updateStudent.run(campus, studentNo, student),
    students: () => selectStudents.iterate() as IterableIterator<{ student: number; campus: number; student_no: string; person: number | null }>,
    student: (student) => (selectStudent.get(student) as { studentNo: string; person: number | null } | undefined) ?? null,
    erasePerson(person) {
      const row = selectPerson.get(person) as { name: string; phone: string; id_number: string } | undefined
      const studentNos = database.prepare('select student_no from vault_student where person = ?').all(person) as { student_no: string }[]
      // Older phones of the person are only in the keys.
      const keys = database.prepare('select key from vault_key where person = ?').all(person) as { key: string }[]
      const numbers = new Set<string>()
      for (const { key } of keys) for (const part of key.slice(2).split('\u0000')) if (/^[0-9X+]{5,}$/.test(part)) numbers.add(part)
      if (row?.phone) numbers.add(row.phone)
      if (row?.id_number) numbers.add(row.id_number)
      for (const { student_no: number } of studentNos) numbers.add(number)
      database.prepare('delete from vault_cell where person = ?').run(person)
      database.prepare('delete from vault_key where person = ?').run(person)
      database.prepare('delete from vault_card where student in (select student from vault_student where person = ?)').run(person)
      database.prepare('delete from vault_student where person = ?').run(person)
      database.prepare('delete from vault_person where person = ?').run(person)
      redactCells([...numbers], row?.name ?? '')
      for (const listener of listeners) listener.erased(person)
    },
    forgetAfter(personCount, studentCount) {
      database.exec('delete from vault_cell where seq not in (select seq from log)')
      database.prepare('delete from vault_person where person >= ?').run(personCount)
      database.prepare('delete from vault_key where person >= ?').run(personCount)
      database.prepare('delete from vault_card where student >= ?').run(studentCount)
      database.prepare('delete from vault_student where student >= ?').run(studentCount)
      for (const listener of listeners) listener.forgottenFrom(personCount)
    },
  }

  /**
   * Other people's cells may hold the erased person's numbers and name (a landlord's phone in a neighbour's note). Both go
   * wherever they stand; a namesake keeps the own name and keys, and at worst loses it from a note.
   */
  function redactCells(numbers: string[], name: string): void {
    const update = database.prepare('update vault_cell set cells = ? where seq = ?')
    for (const number of numbers) {
      const rows = database.prepare("select seq, cells from vault_cell where replace(replace(cells, ' ', ''), '-', '') like ?").all(`%${number}%`) as { seq: number; cells: string }[]
      // The number may be written with blanks or hyphens between its digits.
      const pattern = new RegExp([...number].map((character) => character.replace(/[+]/, '\\+')).join('[ -]*'), 'g')
      for (const { seq, cells } of rows) {
        let redacted = cells.replace(pattern, '*')
        if (name) redacted = redacted.split(name).join('*')
        update.run(redacted, seq)
      }
    }
    if (!name) return
    const rows = database.prepare('select seq, cells from vault_cell where cells like ?').all(`%${name}%`) as { seq: number; cells: string }[]
    for (const { seq, cells } of rows) update.run(cells.split(name).join('*'), seq)
  }
}
