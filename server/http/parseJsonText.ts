/**
 * Parses JSON; undefined when there is none. Keys that could reach a prototype are dropped, since rows are copied and
 * merged further in. (JSON.parse's own errors quote the text, so they are swallowed here.)
 */
export function parseJsonText(text: string | null): unknown {
  if (text === null) return undefined
  try {
    // The reviver costs five times the parse; only a text that spells such a key (or could, by escapes) pays for it.
    const suspicious = text.includes('__proto__') || text.includes('\\u00')
    return suspicious ? JSON.parse(text, withoutPrototypeKeys) : JSON.parse(text)
  } catch {
    return undefined
  }
}

function withoutPrototypeKeys(_key: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) delete (value as Record<string, unknown>)['__proto__']
  return value
}
