import { readingsOf, type PinyinPackage } from './readingsOf.ts'

/** Codes are 16 bits in the name tables; no town's names hold so many different characters. The last stands for the rest. */
const MOST_CHARACTERS = 0xffff

/** The different characters of all names, numbered from 1, with what each can be read as. A few thousand in a town. */
export class CharacterTable {
  private readonly codes = new Map<string, number>()
  private readonly characters: string[] = ['']
  private readonly readings: string[][] = [[]]

  constructor(private readonly pinyin: PinyinPackage) {}

  /** One above the highest code. */
  get size(): number {
    return this.characters.length
  }

  codeOf(character: string): number {
    const known = this.codes.get(character)
    if (known !== undefined) return known
    if (this.characters.length >= MOST_CHARACTERS) return MOST_CHARACTERS
    const code = this.characters.push(character) - 1
    this.readings.push(readingsOf(character, this.pinyin))
    this.codes.set(character, code)
    return code
  }

  characterOf(code: number): string {
    return this.characters[code] ?? ''
  }

  readingsOf(code: number): readonly string[] {
    return this.readings[code] ?? []
  }
}
