import { redactPersonal } from '../feeds/rowChecks/redactPersonal.ts'

/** A note as the card shows it: numbers and the names of the home's people cut out; '' stays null. */
export function maskNote(note: string | undefined, names: readonly string[]): string | null {
  return note ? redactPersonal(note, names) : null
}
