/** Says, in the reader's language, that a field takes at most `most` characters and that `cut` of what came in were left out. */
export type CutWords = (field: string, most: number, cut: number) => string

/**
 * A browser leaves out what goes beyond a field's `maxlength` without a word, also the end of a pasted note. This says it
 * beside the field, for every field below `root`, until something else is put in. What was typed is not repeated. Returns a
 * function that stops it.
 */
export function sayWhatIsCut(root: Document, words: CutWords): () => void {
  let note: HTMLElement | null = null

  function onInput(event: InputEvent): void {
    const field = event.target
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
    note?.remove()
    note = null
    // While an input method composes, what it shows is not yet what it puts in.
    if (field.maxLength < 0 || event.isComposing) return
    const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? ''
    const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0)
    const cut = field.value.length - replaced + text.length - field.maxLength
    if (text === '' || cut <= 0) return
    note = root.createElement('p')
    note.className = 'text-cut'
    note.setAttribute('role', 'alert')
    note.textContent = words(nameOf(field), field.maxLength, cut)
    // Within its label it would become part of the field's name.
    ;(field.closest('label') ?? field).after(note)
  }

  root.addEventListener('beforeinput', onInput)
  return () => {
    root.removeEventListener('beforeinput', onInput)
    note?.remove()
  }
}

/** As its label calls it, without hints that stand in the label. */
function nameOf(field: HTMLInputElement | HTMLTextAreaElement): string {
  const [label] = field.labels ?? []
  const words = label ? [...label.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent).join('').trim() || label.textContent.trim() : ''
  return words || field.getAttribute('aria-label') || field.placeholder
}
