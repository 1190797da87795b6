import { identifyPerson } from '../merge/identifyPerson.ts'
import type { IntakeContext } from './intakeContext.ts'

/** Finds or makes the person of a row in the vault, and gives the number. Only inside a transaction. */
export function draftPerson(context: IntakeContext, row: { name: string; idNumber: string; phone: string }, unit: number): number {
  const { vault } = context.store
  const { person, keys, record } = identifyPerson(row, unit, vault)
  if (person === null) {
    const added = context.nextPerson()
    vault.addPerson(added, record!, keys)
    return added
  }
  if (record) vault.updatePerson(person, record, keys)
  else for (const key of keys) if (vault.findKey(key) === null) vault.addKey(key, person)
  return person
}
