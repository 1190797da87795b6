import { yieldToOthers } from '../yieldToOthers.ts'

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

const SLICE_BYTES = 1024 * 1024

/**
 * The encoding of a text file: by its mark; else UTF-16 if every other byte of the opening is NUL; else UTF-8 if all
 * of it is valid; else GB18030, in which Excel saves .csv on Chinese Windows. (A text of GB18030 that is valid UTF-8 by
 * chance would have to be a few characters long.)
 */
export async function findEncoding(bytes: Uint8Array): Promise<TextEncodingName> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const withoutMark = guessUtf16(bytes.subarray(0, 2000))
  if (withoutMark !== null) return withoutMark
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let offset = 0; offset < bytes.length; offset += SLICE_BYTES) {
      decoder.decode(bytes.subarray(offset, offset + SLICE_BYTES), { stream: true })
      await yieldToOthers()
    }
    decoder.decode()
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

const SEPARATORS = new Set([0x09, 0x0a, 0x0d, 0x2c, 0x3b])

/** In UTF-16 a separator stands beside a NUL byte, always on the same side; a stray NUL in other text does not do that. */
function guessUtf16(opening: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let little = 0
  let big = 0
  let single = 0
  for (let index = 0; index < opening.length; index++) {
    if (!SEPARATORS.has(opening[index]!)) continue
    if (index % 2 === 0 && opening[index + 1] === 0) little++
    else if (index % 2 === 1 && opening[index - 1] === 0) big++
    else single++
  }
  if (little > 1 && little > 4 * (big + single)) return 'utf-16le'
  if (big > 1 && big > 4 * (little + single)) return 'utf-16be'
  return null
}
