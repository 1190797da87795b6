import type { BundleArray } from '../protocol/bundle.ts'

const EMPTY = 0
/** Part of a table that may be taken before the next is begun. */
const MOST_LOAD = 0.8
const FIRST_BITS = 12
/** Slots of the largest tables: 6 MB each. */
const MOST_BITS = 20

interface KeyTable { fingerprints: Uint16Array; seqs: Uint32Array; count: number }

/**
 * Which log entries carry which report id: fingerprint (16 bits of the keyed hash) → sequence number, by open addressing.
 * A unique index in the store would do, but its random pages made every commit of 500 rows write 2 MB; a candidate
 * found here is compared with the key in the log, so a shared fingerprint does no harm.
 *
 * A full table is left as it is and another begun: nothing is ever moved, 7.5 bytes a key at most, and eight million keys
 * (a term of a district) lie in ten tables.
 */
export class ReportKeys {
  private readonly tables: KeyTable[] = [createTable(FIRST_BITS)]

  /** `reportKey` is the keyed hash as text; see Store.reportKeyOf. */
  add(reportKey: string, seq: number): void {
    let table = this.tables[this.tables.length - 1]
    if (table.count >= table.seqs.length * MOST_LOAD) this.tables.push((table = createTable(Math.min(MOST_BITS, Math.log2(table.seqs.length) + 1))))
    const mask = table.seqs.length - 1
    let at = slotOf(reportKey) & mask
    while (table.seqs[at] !== EMPTY) at = (at + 1) & mask
    table.fingerprints[at] = fingerprintOf(reportKey)
    table.seqs[at] = seq
    table.count++
  }

  /** Whether an entry with that key is there; `keyAt` reads the key of a log entry. */
  has(reportKey: string, keyAt: (seq: number) => string | null): boolean {
    const fingerprint = fingerprintOf(reportKey)
    const slot = slotOf(reportKey)
    for (const { fingerprints, seqs } of this.tables) {
      const mask = seqs.length - 1
      for (let at = slot & mask; seqs[at] !== EMPTY; at = (at + 1) & mask) {
        if (fingerprints[at] === fingerprint && keyAt(seqs[at]) === reportKey) return true
      }
    }
    return false
  }

  save(arrays: Record<string, BundleArray>): number {
    this.tables.forEach(({ fingerprints, seqs }, index) => {
      const name = index < this.tables.length - 1 ? `reportKeys.full.${index}` : 'reportKeys.last'
      arrays[`${name}.fingerprints`] = fingerprints
      arrays[`${name}.seqs`] = seqs
    })
    return this.tables.length
  }

  restore(count: number, arrays: Record<string, BundleArray>): void {
    this.tables.length = 0
    for (let index = 0; index < count; index++) {
      const name = index < count - 1 ? `reportKeys.full.${index}` : 'reportKeys.last'
      const seqs = new Uint32Array(arrays[`${name}.seqs`] as Uint32Array)
      this.tables.push({ fingerprints: new Uint16Array(arrays[`${name}.fingerprints`] as Uint16Array), seqs, count: seqs.reduce((sum, seq) => sum + (seq === EMPTY ? 0 : 1), 0) })
    }
  }
}

const createTable = (bits: number): KeyTable => ({ fingerprints: new Uint16Array(1 << bits), seqs: new Uint32Array(1 << bits), count: 0 })

/** HOT: twice a row with an id. The first four base64 characters are 24 bits, more than the largest table has. */
const slotOf = (reportKey: string): number =>
  (BITS_OF[reportKey.charCodeAt(0)] << 18) | (BITS_OF[reportKey.charCodeAt(1)] << 12) | (BITS_OF[reportKey.charCodeAt(2)] << 6) | BITS_OF[reportKey.charCodeAt(3)]

/** The next three are 18. */
const fingerprintOf = (reportKey: string): number =>
  ((BITS_OF[reportKey.charCodeAt(4)] << 12) | (BITS_OF[reportKey.charCodeAt(5)] << 6) | BITS_OF[reportKey.charCodeAt(6)]) & 0xffff

/** Character code → the six bits that it stands for. */
const BITS_OF = new Uint8Array(128)
for (const [bits, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].entries()) BITS_OF[character.charCodeAt(0)] = bits
