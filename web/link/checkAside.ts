import type { FrameAside } from '../../server/protocol/frame.ts'

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const everyValue = (value: unknown, check: (each: unknown) => boolean): boolean => isRecord(value) && Object.values(value).every(check)

const CHECKS: { [Part in keyof Required<FrameAside>]: (value: unknown) => boolean } = {
  day: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  zoneOffsetMinutes: (value) => isWhole(value) && Math.abs(value) <= 24 * 60,
  demo: (value) => typeof value === 'boolean',
  feeds: (value) => everyValue(value, isWhole),
  ticker: (value) => Array.isArray(value) && value.every((entry) =>
    isRecord(entry) && isWhole(entry.at) && isWhole(entry.node) && isWhole(entry.status) && isWhole(entry.from) && isWhole(entry.units)),
  curve: (value) => isRecord(value) && isWhole(value.cutOffMinute) && Array.isArray(value.at) &&
    value.at.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isWhole)),
  cells: (value) => everyValue(value, (cells) => Array.isArray(cells) && cells.every((cell) => Array.isArray(cell) && cell.length === 3 && cell.every(isWhole))),
  yesterday: (value) => everyValue(value, (row) => Array.isArray(row) && row.every(isWhole)),
}

/** Whether the texts and lists that ride along in a frame have the shapes that panels rely on. Unknown parts are let pass. */
export function checkAside(aside: FrameAside): boolean {
  for (const [part, check] of Object.entries(CHECKS)) {
    const value = aside[part as keyof FrameAside]
    if (value !== undefined && !check(value)) return false
  }
  return true
}
