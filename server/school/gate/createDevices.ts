import { createHash, randomBytes } from 'node:crypto'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import type { GateTables } from '../../store/gateTables.ts'
import type { GateDeviceRow } from '../../store/tables.ts'
import { estimateSkew } from './estimateSkew.ts'

/** Devices as the process knows them; the table follows. */
export interface Devices {
  all(): readonly Readonly<GateDeviceRow>[]
  get(id: string): Readonly<GateDeviceRow> | null
  byKey(key: string): Readonly<GateDeviceRow> | null
  /** The key is in the answer and nowhere else. */
  add(draft: Pick<GateDeviceRow, 'campus' | 'name' | 'gate' | 'kind'>, now: number): { device: GateDeviceRow; key: string }
  change(id: string, change: Partial<Pick<GateDeviceRow, 'name' | 'gate' | 'kind' | 'disabled'>>): GateDeviceRow
  rotate(id: string): { device: GateDeviceRow; key: string }
  /** It has been heard of; its clock is compared when it was told just now. Gives its skew. */
  hear(id: string, now: number, clock: number | null, hasReadings: boolean): number | null
  noteProblem(id: string, code: string): void
  flush(): void
}

/** A heartbeat is worth no write to the disk; after a crash "silent since" may be this much too early (ms). */
const WRITE_EVERY_MS = 60_000

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')
const makeKey = (): string => `gk-${randomBytes(24).toString('base64url')}`

export function createDevices(tables: GateTables): Devices {
  const devices = new Map(tables.devices().map((row) => [row.id, row]))
  const byHash = new Map([...devices.values()].map((row) => [row.key_hash, row]))
  const heard = new Set<GateDeviceRow>()
  let timer: NodeJS.Timeout | null = null

  const flush = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    if (heard.size === 0) return
    const rows = [...heard]
    heard.clear()
    tables.noteSeen(rows)
  }
  const noteHeard = (row: GateDeviceRow): void => {
    heard.add(row)
    // A full disk must not end the process from a timer; it is tried again with the next heartbeat.
    timer ??= setTimeout(() => {
      try {
        flush()
      } catch {
        timer = null
      }
    }, WRITE_EVERY_MS).unref()
  }
  const keyed = (row: GateDeviceRow): { device: GateDeviceRow; key: string } => {
    const key = makeKey()
    byHash.delete(row.key_hash)
    row.key_hash = hashOf(key)
    byHash.set(row.key_hash, row)
    return { device: row, key }
  }
  const known = (id: string): GateDeviceRow => devices.get(id)!

  return {
    all: () => [...devices.values()],
    get: (id) => devices.get(id) ?? null,
    byKey(key) {
      const row = byHash.get(hashOf(key))
      return row && row.disabled === 0 ? row : null
    },
    add(draft, now) {
      const next = Math.max(-1, ...[...devices.keys()].map((id) => numberOfId('g', id))) + 1
      const made = keyed({ id: idOf('g', next), ...draft, key_hash: '', disabled: 0, made_at: now, last_seen_at: 0, last_reading_at: 0, skew_ms: null, last_problem: '' })
      tables.addDevice(made.device)
      devices.set(made.device.id, made.device)
      return made
    },
    change(id, change) {
      const row = Object.assign(known(id), change)
      tables.updateDevice(row)
      return row
    },
    rotate(id) {
      const made = keyed(known(id))
      tables.updateDevice(made.device)
      return made
    },
    hear(id, now, clock, hasReadings) {
      const row = known(id)
      row.last_seen_at = now
      if (hasReadings) {
        row.last_reading_at = now
        row.last_problem = ''
      }
      if (clock !== null) row.skew_ms = estimateSkew(row.skew_ms, clock, now)
      noteHeard(row)
      return row.skew_ms
    },
    noteProblem(id, code) {
      const row = devices.get(id)
      if (!row) return
      row.last_problem = code
      noteHeard(row)
    },
    flush,
  }
}
