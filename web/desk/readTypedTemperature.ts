/** A temperature as it is typed: `36.5`, `３６．５`, `36。5℃`; null when it is none. */
export function readTypedTemperature(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[。,，]/g, '.').replace(/[℃°C\s]|\u5ea6/g, '')
  if (!/^\d{2}(\.\d{1,2})?$/.test(plain)) return null
  return Number(plain)
}
