/**
 * Text in GB18030, for tests: Node decodes it but does not encode, so the two-byte area and, for what is not in it, the
 * four-byte area are turned round from the decoder. Source of the linear four-byte form: GB 18030-2005, annex.
 */
export function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0)!
    const known = code < 0x80 ? [code] : twoByte().get(character)
    if (known !== undefined) bytes.push(...known)
    else if (code >= 0x10000) bytes.push(...fourBytes(189_000 + code - 0x10000))
    else bytes.push(...fourByteOf(character))
  }
  return Uint8Array.from(bytes)
}

const decoder = new TextDecoder('gb18030')
let table: Map<string, number[]> | null = null
function twoByte(): Map<string, number[]> {
  if (table !== null) return table
  table = new Map()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if ([...character].length === 1 && character !== '\uFFFD' && !table.has(character)) table.set(character, [lead, trail])
    }
  }
  return table
}

function fourBytes(linear: number): number[] {
  return [0x81 + Math.floor(linear / 12_600), 0x30 + (Math.floor(linear / 1260) % 10), 0x81 + (Math.floor(linear / 10) % 126), 0x30 + (linear % 10)]
}

function fourByteOf(character: string): number[] {
  // Order within the basic plane follows the code points, so a binary search finds the place.
  let low = 0
  let high = 39_419
  while (low < high) {
    const middle = (low + high) >> 1
    if (decoder.decode(Uint8Array.from(fourBytes(middle))).codePointAt(0)! < character.codePointAt(0)!) low = middle + 1
    else high = middle
  }
  return fourBytes(low)
}
