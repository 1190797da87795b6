/** Texts kept once and named by number; 0 is the empty text. */
export class TextTable {
  private readonly texts: string[] = ['']
  private readonly numbers = new Map<string, number>([['', 0]])

  numberOf(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    this.texts.push(text)
    this.numbers.set(text, this.texts.length - 1)
    return this.texts.length - 1
  }

  textOf(number: number): string {
    return this.texts[number]
  }

  toJSON(): string[] {
    return this.texts
  }

  restore(texts: string[]): void {
    this.texts.length = 0
    this.numbers.clear()
    for (const text of texts) this.numbers.set(text, this.texts.push(text) - 1)
  }
}
