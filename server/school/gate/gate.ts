import type { User } from '../../auth/user.ts'
import type { ReadRow } from '../../feeds/sheet/readSheetRows.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { GateCardPlan, GateDay, GateDevice, GateDeviceKeyAnswer, GateDevicesAnswer, GateNews, GatePassAnswer } from '../../protocol/gate.ts'

/** What a batch of a device came to. `now`: our clock, for devices that set theirs by it. */
export interface DeviceBatchAnswer {
  accepted: number
  duplicates: number
  rejected: { index: number; field: string; code: string; reason: string }[]
  rev: number
  now: number
  skewMs: number | null
}

export interface DeviceDraft { name: string; campus: string; gate: string; kind: string }
export interface DeviceChange { name?: string; gate?: string; kind?: string; disabled?: boolean }

/** Gates of schools: their devices, and the page at which a teacher stands. Everything is cut to the user's scope: null is what is outside. */
export interface Gate {
  /** The device of that key; null for a wrong one, or of a device that was disabled. */
  deviceOf(key: string): string | null
  devices(user: User): GateDevicesAnswer
  /** Null when the campus is out of reach; throws RangeError for an unknown kind. */
  register(user: User, draft: DeviceDraft): GateDeviceKeyAnswer | null
  change(user: User, id: string, change: DeviceChange): GateDevice | null
  /** Another key; the old one opens nothing from now on. */
  rotate(user: User, id: string): GateDeviceKeyAnswer | null
  /** False when the campus is out of reach. */
  setSilentAfter(user: User, campus: string, minutes: number): boolean
  /** What a table of cards would do. Null when the campus is out of reach. */
  planCards(user: User, campus: string, rows: readonly ReadRow<'cards'>[], locale: Locale): GateCardPlan | null
  /** Whose card is whose, by student number; what cannot be read is counted. Null when the campus is out of reach. */
  putCards(user: User, campus: string, cards: readonly { card: string; studentNo: string }[]): { taken: number; unknown: number[] } | null

  /**
   * What a device sent; resolves when it is on disk. `clockIsFresh`: it was sent just now, so its clock can be compared
   * with ours (a broker may have kept it for an hour). Throws StoreUnavailableError.
   */
  takeBatch(device: string, payload: unknown, options: { clockIsFresh: boolean; locale: Locale }): Promise<DeviceBatchAnswer>
  /** A batch of it could not be read at all, or did not prove whose it is. */
  noteProblem(device: string, code: string): void
  /** Whether a device of that id is registered and not disabled. */
  isEnabled(device: string): boolean
  /** Which campus a device belongs to, `c…`; null when there is none of that id. */
  campusOf(device: string): string | null

  /** Campuses whose gates the user may work at. */
  campuses(user: User): { id: string; name: string }[]
  day(user: User, campus: string): GateDay | null
  /** `known`: the `version` of the list that the page has; `seq`: its newest pass. */
  news(user: User, campus: string, known: string, seq: number): GateNews | null
  pass(user: User, campus: string, passes: readonly unknown[], locale: Locale): Promise<GatePassAnswer | null>

  /** Writes down what devices said of themselves. */
  close(): void
}
