const DAY_MS = 86_400_000
/** Day 0 of the 1900 system as every program counts from 1 March 1900 on (Excel believes in a 29 February 1900). */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30)
const EPOCH_1904_MS = Date.UTC(1904, 0, 1)

/**
 * The wall-clock time (`YYYY-MM-DDTHH:MM:SS`, no zone, to the second) of a spreadsheet's serial number: days since its
 * epoch, the fraction being the time. Null for what no program shows as a date (negative, after the year 9999).
 */
export function readSerial(serial: number, epoch: 1900 | 1904): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null
  const epochMs = epoch === 1904 ? EPOCH_1904_MS : serial < 60 ? EPOCH_1900_MS + DAY_MS : EPOCH_1900_MS
  const ms = epochMs + Math.round(serial * 86_400) * 1000
  return new Date(ms).toISOString().slice(0, 19)
}
