import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { BundleArray } from '../../../server/protocol/bundle.ts'
import { ReportKeys } from '../../../server/world/reportKeys.ts'

const keyOf = (number: number): string => createHash('sha256').update(String(number)).digest('base64url').slice(0, 22)

it('knows every key that was added, over many tables, and no other; restored as well', () => {
  const keys = new ReportKeys()
  const keyAt = (seq: number): string => keyOf(seq)
  for (let seq = 1; seq <= 20_000; seq++) keys.add(keyOf(seq), seq)
  const arrays: Record<string, BundleArray> = {}
  const count = keys.save(arrays)
  expect(count).toBeGreaterThan(2)
  const restored = new ReportKeys()
  restored.restore(count, arrays)
  for (const each of [keys, restored]) {
    for (let seq = 1; seq <= 20_000; seq += 7) expect(each.has(keyOf(seq), keyAt)).toBe(true)
    for (let seq = 20_001; seq <= 40_000; seq += 7) expect(each.has(keyOf(seq), keyAt)).toBe(false)
    for (let seq = 20_001; seq <= 24_000; seq++) each.add(keyOf(seq), seq)
    expect(each.has(keyOf(24_000), keyAt)).toBe(true)
  }
})
