/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // A browser may still be reading it when the click returns.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS)
}

const KEEP_MS = 60_000
