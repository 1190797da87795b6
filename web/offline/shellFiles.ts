/** One entry of the build's manifest, as far as it is needed here. */
interface BuiltPart { file: string; imports?: string[]; css?: string[] }

/** The page, the desk, walking the stairs, and a school's gate; all else comes by the line when it is asked for. */
const KEPT = ['index.html', 'pages/DeskPage.vue', 'pages/StairsPage.vue', 'pages/GatePage.vue']

/** Files (relative to the web root) that open the stairs without a line: these parts, their styles, and what they import. Throws when a part is not there. */
export function shellFiles(manifest: Readonly<Record<string, BuiltPart>>): ReadonlySet<string> {
  const files = new Set(['index.html'])
  const walk = (key: string): void => {
    const part = manifest[key]
    if (!part) throw new Error(`the build has no ${key}`)
    if (files.has(part.file)) return
    for (const file of [part.file, ...(part.css ?? [])]) files.add(file)
    for (const next of part.imports ?? []) walk(next)
  }
  for (const key of KEPT) walk(key)
  return files
}
