import { nextTick } from 'vue'

/** The button stands at the end of a form several screens long: whoever pressed it is taken to the first field that is wrong. */
export async function focusFirstInvalid(formId: string): Promise<void> {
  await nextTick()
  document.getElementById(formId)?.querySelector<HTMLElement>('[data-invalid] :is(input, textarea, select)')?.focus()
}
