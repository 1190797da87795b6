/** Who a row is about: by identity number; without one, by name and phone; without that, by name within the unit. */

export interface Identity {
  name: string
  idNumber: string
  phone: string
}

export interface PersonLookup {
  findKey(key: string): number | null
  person(person: number): Identity | null
}

export interface Identified {
  /** Known person, or null for somebody new. */
  person: number | null
  /** All keys that this row gives; those not yet there are to be added. */
  keys: string[]
  /** What the vault should hold from now on; null when it is as it was. */
  record: Identity | null
}

const SEPARATOR = '\u0000'

/** `unit` is -1 when the row names none. Pure: look-ups are handed in. */
export function identifyPerson(row: Identity, unit: number, lookup: PersonLookup): Identified {
  const keyById = row.idNumber && `i:${row.idNumber}`
  const keyByPhone = row.phone && row.name && `n:${row.name}${SEPARATOR}${row.phone}`
  const keyByUnit = unit >= 0 && row.name ? `u:${row.name}${SEPARATOR}${unit}` : ''
  const keys = [keyById, keyByPhone, keyByUnit].filter((key) => key !== '')

  let person = keyById ? lookup.findKey(keyById) : null
  if (person === null && keyByPhone) {
    const candidate = lookup.findKey(keyByPhone)
    // The same name and phone under two identity numbers are two people (a parent's phone in a child's row).
    if (candidate !== null && (!keyById || !lookup.person(candidate)?.idNumber)) person = candidate
  }
  if (person === null && keyByUnit && !row.phone) {
    const candidate = lookup.findKey(keyByUnit)
    if (candidate !== null && (!keyById || !lookup.person(candidate)?.idNumber)) person = candidate
  }
  if (person === null) return { person: null, keys, record: row }
  const known = lookup.person(person)
  if (!known) return { person: null, keys, record: row }
  const record = { name: row.name || known.name, phone: row.phone || known.phone, idNumber: row.idNumber || known.idNumber }
  const same = record.name === known.name && record.phone === known.phone && record.idNumber === known.idNumber
  return { person, keys, record: same ? null : record }
}
