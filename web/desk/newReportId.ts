/**
 * A page's own number of a report (UUID version 4 of 16 random bytes), so that one sent again after a lost answer counts
 * once. Not crypto.randomUUID: browsers have that only on https, and a street's server may be plain http in its own net.
 */
export function newReportId(random: Uint8Array): string {
  const bytes = [...random.subarray(0, 16)]
  if (bytes.length < 16) throw new Error('newReportId: 16 random bytes needed')
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
