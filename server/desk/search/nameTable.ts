import { GrowingArray } from '../../world/growingArray.ts'
import type { CharacterTable } from './characterTable.ts'
import { foldName } from './foldName.ts'

/** Longer names are found by their beginning. */
const LONGEST_NAME = 60

/** Names by number, as codes of their characters in one array: about 12 bytes a name of three characters. */
export class NameTable {
  codes = new Uint16Array(4096)
  private used = 0
  readonly start = new GrowingArray(Uint32Array)
  readonly size = new GrowingArray(Uint8Array)

  constructor(private readonly characters: CharacterTable) {}

  get length(): number {
    return this.size.length
  }

  set(index: number, name: string): void {
    this.start.extendTo(index + 1)
    this.size.extendTo(index + 1)
    const characters = foldName(name).slice(0, LONGEST_NAME)
    const old = this.size.values[index]
    // A shorter name goes where the old one was; of that nothing may stay behind.
    this.wipe(index)
    if (characters.length > old) this.start.values[index] = this.reserve(characters.length)
    this.size.values[index] = characters.length
    const start = this.start.values[index]
    for (let i = 0; i < characters.length; i++) this.codes[start + i] = this.characters.codeOf(characters[i])
  }

  /** Nothing of the name stays in memory. */
  wipe(index: number): void {
    if (index >= this.size.length) return
    const start = this.start.values[index]
    this.codes.fill(0, start, start + this.size.values[index])
    this.size.values[index] = 0
  }

  private reserve(count: number): number {
    const start = this.used
    this.used += count
    if (this.used > this.codes.length) {
      const grown = new Uint16Array(Math.ceil(this.used * 1.5))
      grown.set(this.codes)
      this.codes = grown
    }
    return start
  }
}
