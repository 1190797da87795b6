import { Parser } from 'saxen'
import { SheetError } from '../SheetError.ts'
import { yieldToOthers } from '../yieldToOthers.ts'
import { decodeXmlText } from './decodeXmlText.ts'

export interface XmlListener {
  /** `name` without its prefix; `attributes` is read on demand: prefixed names are kept (`r:id`), entities too (decodeXmlText). */
  open: (name: string, attributes: () => Record<string, string>) => void
  close: (name: string) => void
  text?: (text: string) => void
}

/** Characters without a single tag or text: the parser would search them again with every piece. */
const LONGEST_TOKEN = 2_000_000
/** A sheet is 6 deep; rich text and extensions reach about 12. */
const DEEPEST = 64

/**
 * Feeds a UTF-8 XML document piece by piece to a listener and lets others run in between. Entities beyond XML's own
 * are not expanded, so no document can swell. Throws SheetError `broken-workbook` for XML that is none.
 */
export async function parseXml(pieces: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  const parser = new Parser()
  const decoder = new TextDecoder('utf-8')
  const localNames = new Map<string, string>()
  let failure: Error | null = null
  let depth = 0
  let charactersWithoutToken = 0

  const localName = (name: string) => {
    let local = localNames.get(name)
    if (local === undefined) {
      local = name.slice(name.indexOf(':') + 1)
      // Names come from the file: keep the cache from growing with it.
      if (localNames.size < 500) localNames.set(name, local)
    }
    return local
  }
  parser.on('error', (error) => {
    failure ??= error
    parser.stop()
  })
  parser.on('openTag', (name, attributes, _, selfClosing) => {
    charactersWithoutToken = 0
    if (!selfClosing && ++depth > DEEPEST) throw new SheetError('broken-workbook')
    listener.open(localName(name), attributes)
  })
  parser.on('closeTag', (name) => {
    charactersWithoutToken = 0
    depth--
    listener.close(localName(name))
  })
  if (listener.text !== undefined) {
    const onText = listener.text
    // Not saxen's own decoder: it cuts characters beyond U+FFFF (&#x1F600;) to 16 bits.
    parser.on('text', (text) => onText(decodeXmlText(text)))
    parser.on('cdata', onText)
  }
  const write = (text: string) => {
    charactersWithoutToken += text.length
    parser.write(text)
    if (failure !== null) throw new SheetError('broken-workbook', undefined, { cause: failure })
    if (charactersWithoutToken > LONGEST_TOKEN) throw new SheetError('broken-workbook')
  }

  for await (const piece of pieces) {
    write(decoder.decode(piece, { stream: true }))
    await yieldToOthers()
  }
  write(decoder.decode())
  parser.end()
  if (failure !== null) throw new SheetError('broken-workbook', undefined, { cause: failure })
}
