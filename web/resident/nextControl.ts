/** What of a form can be used next after an element; what lies folded away has no box. */
export function nextControl(after: Element): HTMLElement | null {
  const controls = [...(after.closest('form')?.querySelectorAll<HTMLElement>('input, textarea, select, button') ?? [])]
  const follows = (each: Element): boolean => (after.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) > 0 && !after.contains(each)
  return controls.find((each) => follows(each) && each.tabIndex >= 0 && each.offsetParent !== null) ?? null
}
