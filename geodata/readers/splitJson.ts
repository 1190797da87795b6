import { createBreather } from './createBreather.ts'
import { GeodataError } from './GeodataError.ts'
import { MOST_FEATURES } from './limits.ts'

/** Where the features of a GeoJSON file stand. */
export interface JsonSplit {
  /** Start and end (exclusive) of each feature: `[start0, end0, start1, end1, …]`. */
  features: number[]
  /** The documents around them, with the lists of features emptied; a document without such a list is itself a feature. */
  documents: string[]
}

const QUOTE = 0x22, BACKSLASH = 0x5c, OPEN_LIST = 0x5b, CLOSE_LIST = 0x5d, OPEN = 0x7b, CLOSE = 0x7d, COMMA = 0x2c
/** Keys whose lists are split. */
const LIST_KEYS = /"(features|geometries)"\s*:\s*$/
/** A key is looked for in this many bytes before its list. */
const KEY_WINDOW = 64

/**
 * Finds the features of a GeoJSON file without parsing it, so that each can be parsed by itself: 50 MB in one JSON.parse
 * would hold up the server for a second, and one bad number would lose the whole file. Reads UTF-8; white space, commas
 * and record separators may stand between documents. Throws GeodataError `truncated-file`, `broken-json` or `too-many-features`.
 */
export async function splitJson(bytes: Uint8Array): Promise<JsonSplit> {
  const features: number[] = []
  const documents: string[] = []
  const breathe = createBreather()
  const decoder = new TextDecoder()
  let depth = 0
  let documentStart = 0
  let documentText = ''
  let keptFrom = 0
  let listDepth = -1
  let featureStart = -1
  let expectsFeature = false
  const breatheEvery = 1 << 18
  let nextBreath = breatheEvery

  // HOT: every byte of the file.
  for (let offset = 0; offset < bytes.length; offset++) {
    if (offset >= nextBreath) {
      nextBreath = offset + breatheEvery
      if (features.length > 2 * MOST_FEATURES) throw new GeodataError('too-many-features', MOST_FEATURES)
      await breathe(1e9)
    }
    const byte = bytes[offset]
    if (byte === QUOTE) {
      if (depth === 0) throw new GeodataError('broken-json', offset)
      offset = endOfString(bytes, offset)
      continue
    }
    if (byte === OPEN || byte === OPEN_LIST) {
      if (depth === 0) {
        if (byte !== OPEN) throw new GeodataError('not-geojson')
        documentStart = keptFrom = offset
        documentText = ''
      } else if (depth === 1 && byte === OPEN_LIST && isListOfFeatures(bytes, documentStart, offset)) {
        listDepth = depth + 1
        expectsFeature = true
        documentText += decoder.decode(bytes.subarray(keptFrom, offset + 1))
      } else if (depth === listDepth) {
        if (!expectsFeature || byte !== OPEN) throw new GeodataError('broken-json', offset)
        featureStart = offset
        expectsFeature = false
      }
      depth++
    } else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth--
      if (depth < 0) throw new GeodataError('broken-json', offset)
      if (depth === listDepth && featureStart >= 0) {
        features.push(featureStart, offset + 1)
        featureStart = -1
      } else if (depth === listDepth - 1 && listDepth > 0) {
        listDepth = -1
        keptFrom = offset
      } else if (depth === 0) {
        documentText += decoder.decode(bytes.subarray(keptFrom, offset + 1))
        // A document without a list of features is itself one.
        if (keptFrom === documentStart) features.push(documentStart, offset + 1)
        else documents.push(documentText)
      }
    } else if (depth === listDepth) {
      if (byte === COMMA) expectsFeature = true
      // `null` instead of a feature is counted as a feature that cannot be read.
      else if (byte > 0x20 && expectsFeature) {
        const end = endOfWord(bytes, offset)
        features.push(offset, end)
        expectsFeature = false
        offset = end - 1
      } else if (byte > 0x20) throw new GeodataError('broken-json', offset)
    } else if (depth === 0 && byte > 0x20 && byte !== COMMA) {
      throw new GeodataError('broken-json', offset)
    }
  }
  if (depth > 0) throw new GeodataError('truncated-file', 'GeoJSON')
  return { features, documents }
}

function endOfString(bytes: Uint8Array, start: number): number {
  for (let offset = start + 1; offset < bytes.length; offset++) {
    if (bytes[offset] === BACKSLASH) offset++
    else if (bytes[offset] === QUOTE) return offset
  }
  throw new GeodataError('truncated-file', 'GeoJSON')
}

function endOfWord(bytes: Uint8Array, start: number): number {
  let offset = start
  while (offset < bytes.length && bytes[offset] > 0x20 && bytes[offset] !== COMMA && bytes[offset] !== CLOSE_LIST) offset++
  return offset
}

function isListOfFeatures(bytes: Uint8Array, documentStart: number, listStart: number): boolean {
  const before = bytes.subarray(Math.max(documentStart, listStart - KEY_WINDOW), listStart)
  return LIST_KEYS.test(String.fromCharCode(...before))
}
