const FIRST_SIZE = 1 << 10
const MOST_LOAD = 0.6
/** No key: keys are 0 or more. */
const FREE = -1

/** Whole number (below 2^53) → count, by open addressing: 10 bytes an entry where a Map takes about 50. */
export class TallyTable {
  private keys = new Float64Array(FIRST_SIZE).fill(FREE)
  private counts = new Uint16Array(FIRST_SIZE)
  private used = 0

  /** Counts one more; the count with it. */
  add(key: number): number {
    if (this.used >= this.keys.length * MOST_LOAD) this.grow()
    const at = this.find(key)
    if (this.keys[at] === FREE) {
      this.keys[at] = key
      this.used++
    }
    if (this.counts[at] < 0xffff) this.counts[at]++
    return this.counts[at]
  }

  get(key: number): number {
    const at = this.find(key)
    return this.keys[at] === FREE ? 0 : this.counts[at]
  }

  private find(key: number): number {
    const mask = this.keys.length - 1
    let at = (Math.imul(key % 4_294_967_291 | 0, 2654435761) >>> 7) & mask
    while (this.keys[at] !== FREE && this.keys[at] !== key) at = (at + 1) & mask
    return at
  }

  private grow(): void {
    const { keys, counts } = this
    this.keys = new Float64Array(keys.length * 2).fill(FREE)
    this.counts = new Uint16Array(keys.length * 2)
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === FREE) continue
      const at = this.find(keys[i])
      this.keys[at] = keys[i]
      this.counts[at] = counts[i]
    }
  }
}
