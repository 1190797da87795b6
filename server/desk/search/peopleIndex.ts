import type { Vault } from '../../store/vault.ts'
import type { CharacterTable } from './characterTable.ts'
import { NameTable } from './nameTable.ts'
import { NumberTable } from './numberTable.ts'

/** People read at once; about 2 ms. */
const PAGE = 500
/** Work on the event loop between two breaths. */
const SLICE_MS = 12

/**
 * Names, phones and the last four of identity numbers of everybody, in memory only: about 45 bytes a person. Follows the
 * vault: who is erased is gone from here at once, who is written is read again before the next search.
 */
export class PeopleIndex {
  readonly names: NameTable
  readonly numbers = new NumberTable()
  private readonly changed = new Set<number>()
  /** People below this number have been read. */
  private readUpTo = 0
  private readonly stop: () => void

  constructor(private readonly vault: Vault, characters: CharacterTable, private readonly breathe: () => Promise<void>) {
    this.names = new NameTable(characters)
    this.stop = vault.watch({
      written: (person) => void this.changed.add(person),
      erased: (person) => this.forget(person),
      forgottenFrom: (first) => {
        for (let person = first; person < this.names.length; person++) this.forget(person)
      },
    })
  }

  get count(): number {
    return this.names.length
  }

  /** Reads what was written since. Changes that come in meanwhile are for the next time. */
  async bringUpToDate(): Promise<void> {
    let startedAt = performance.now()
    const rest = async (): Promise<void> => {
      if (performance.now() - startedAt < SLICE_MS) return
      await this.breathe()
      startedAt = performance.now()
    }
    for (;;) {
      const page = this.vault.peopleFrom(this.readUpTo, PAGE)
      for (const { person, name, phone, idNumber } of page) {
        this.names.set(person, name)
        this.numbers.set(person, phone, idNumber)
        this.changed.delete(person)
      }
      if (page.length > 0) this.readUpTo = page[page.length - 1].person + 1
      if (page.length < PAGE) break
      await rest()
    }
    for (const person of [...this.changed]) {
      this.readAgain(person)
      await rest()
    }
  }

  close(): void {
    this.stop()
  }

  private readAgain(person: number): void {
    this.changed.delete(person)
    const record = this.vault.person(person)
    if (!record) return this.wipe(person)
    this.names.set(person, record.name)
    this.numbers.set(person, record.phone, record.idNumber)
  }

  /** Wiped at once; read again later, since the erasing may still be undone and a number given again. */
  private forget(person: number): void {
    this.wipe(person)
    this.changed.add(person)
  }

  private wipe(person: number): void {
    this.names.wipe(person)
    this.numbers.wipe(person)
  }
}
