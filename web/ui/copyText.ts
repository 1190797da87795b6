/**
 * Lays a text into the clipboard. Browsers allow that only over https or on this machine itself; elsewhere the element
 * is selected and the old way is tried. False: neither went, and the element stays selected for a copy by hand.
 */
export async function copyText(text: string, element: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (element) getSelection()?.selectAllChildren(element)
    try {
      return element !== null && document.execCommand('copy')
    } catch {
      return false
    }
  }
}
