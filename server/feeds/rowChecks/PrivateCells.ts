/** Collects the cells of a row that may name somebody. Nothing is made when there are none: most rows have none. */
export class PrivateCells {
  cells: Record<string, string> | null = null

  keep(field: string, text: string): void {
    if (text !== '') (this.cells ??= {})[field] = text
  }

  /** The text for the log, and the untouched one kept aside when the two differ. */
  redact(field: string, text: string, redacted: string): string {
    if (redacted !== text) this.keep(field, text)
    return redacted
  }
}
