import { normalizeRoom } from '../../merge/address/normalizeRoom.ts'

/** How many characters two rooms differ in (0: the same room in two spellings). */
export function roomDistance(left: string, right: string): number {
  const a = normalizeRoom(left)
  const b = normalizeRoom(right)
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]
}
