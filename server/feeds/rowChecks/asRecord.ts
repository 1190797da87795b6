/** The row as an object whose fields may be read; null for anything else (arrays, null, numbers). */
export function asRecord(row: unknown): Record<string, unknown> | null {
  return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Record<string, unknown>) : null
}
