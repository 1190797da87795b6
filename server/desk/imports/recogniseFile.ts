import { recogniseKind } from '../../feeds/sheet/recogniseKind.ts'
import { readTable } from '../../feeds/sheet/readTable.ts'
import { DESK_IMPORT_KINDS, type DeskImportKind } from '../../protocol/imports.ts'

const MAP_FILE = /\.(?:geojson|json|pbf|zip|shp|fgb)$/i

export interface RecognisedFile {
  /** The likeliest first; empty: none of the kinds that are imported at the desk. */
  kinds: DeskImportKind[]
  /** It looks like something that has a page of its own. */
  elsewhere: 'verification' | 'regions' | null
}

/** What a dropped file could be: a map file by its name, a spreadsheet by its header. Throws SheetError when it cannot be read. */
export async function recogniseFile(bytes: Uint8Array, fileName: string): Promise<RecognisedFile> {
  if (MAP_FILE.test(fileName)) return { kinds: ['buildings', 'boundaries', 'basemap'], elsewhere: null }
  const found = recogniseKind(await readTable(bytes, fileName, (table) => recogniseKind(table).length > 0))
  const [first] = found
  return {
    kinds: found.filter((kind): kind is DeskImportKind & typeof kind => (DESK_IMPORT_KINDS as readonly string[]).includes(kind)),
    elsewhere: first === 'verification' || first === 'regions' ? first : null,
  }
}
