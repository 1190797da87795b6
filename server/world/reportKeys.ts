import type { BundleArray } from '../protocol/bundle.ts'

const EMPTY = 0
/** Part of the table that may be taken before it doubles. */
const MOST_LOAD = 0.6
const FIRST_SIZE = 1 << 12

/**
 * Which log entries carry which report id: fingerprint (32 bits of the keyed hash) → sequence number, by open addressing.
 * A unique index in the store would do, but its random pages made every commit of 500 rows write 2 MB; a candidate
 * found here is compared with the key in the log, so a shared fingerprint does no harm.
 */
export class ReportKeys {
  private fingerprints = new Uint32Array(FIRST_SIZE)
  private seqs = new Uint32Array(FIRST_SIZE)
  private count = 0

  /** `reportKey` is the keyed hash as text; see Store.reportKeyOf. */
  add(reportKey: string, seq: number): void {
    if (this.count >= this.seqs.length * MOST_LOAD) this.grow()
    this.put(fingerprintOf(reportKey), seq)
    this.count++
  }

  /** Whether an entry with that key is there; `keyAt` reads the key of a log entry. */
  has(reportKey: string, keyAt: (seq: number) => string | null): boolean {
    const fingerprint = fingerprintOf(reportKey)
    const mask = this.seqs.length - 1
    for (let at = slotOf(fingerprint, mask); this.seqs[at] !== EMPTY; at = (at + 1) & mask) {
      if (this.fingerprints[at] === fingerprint && keyAt(this.seqs[at]) === reportKey) return true
    }
    return false
  }

  save(arrays: Record<string, BundleArray>): void {
    arrays['reportKeys.fingerprints'] = this.fingerprints
    arrays['reportKeys.seqs'] = this.seqs
  }

  restore(arrays: Record<string, BundleArray>): void {
    this.fingerprints = new Uint32Array(arrays['reportKeys.fingerprints'] as Uint32Array)
    this.seqs = new Uint32Array(arrays['reportKeys.seqs'] as Uint32Array)
    this.count = 0
    for (const seq of this.seqs) if (seq !== EMPTY) this.count++
  }

  private put(fingerprint: number, seq: number): void {
    const mask = this.seqs.length - 1
    let at = slotOf(fingerprint, mask)
    while (this.seqs[at] !== EMPTY) at = (at + 1) & mask
    this.fingerprints[at] = fingerprint
    this.seqs[at] = seq
  }

  private grow(): void {
    const { fingerprints, seqs } = this
    this.fingerprints = new Uint32Array(seqs.length * 2)
    this.seqs = new Uint32Array(seqs.length * 2)
    for (let i = 0; i < seqs.length; i++) if (seqs[i] !== EMPTY) this.put(fingerprints[i], seqs[i])
  }
}

const slotOf = (fingerprint: number, mask: number): number => Math.imul(fingerprint, 2654435761) & mask

/** 5 base64 characters are 30 bits; a sixth fills the rest. */
function fingerprintOf(reportKey: string): number {
  let fingerprint = 0
  for (let i = 0; i < 6; i++) fingerprint = (Math.imul(fingerprint, 64) + BASE64.indexOf(reportKey[i])) >>> 0
  return fingerprint
}
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
