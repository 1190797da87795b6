import { FORMS } from '../forms/forms.ts'
import type { Form } from '../protocol/residents.ts'

/** Every version of every form: the first ones come with the program, the later ones with the log. */
export class FormBook {
  private published: Form[] = []
  /** In no order but that of publishing. Of those published under a number of the program's (before they had numbers of their own) what was published stays. */
  forms: readonly Form[] = FORMS

  apply(body: Record<string, unknown>): void {
    this.published.push(body.form as Form)
    this.collect()
  }

  toJSON(): Form[] {
    return this.published
  }

  /** Throws when there is nothing: the checkpoint is of an older version, and the log is read instead. */
  restore(saved: Form[] | undefined): void {
    if (!saved) throw new Error('checkpoint lacks the forms')
    this.published = [...saved]
    this.collect()
  }

  private collect(): void {
    this.forms = [...FORMS.filter((form) => !this.published.some(({ id, version }) => id === form.id && version === form.version)), ...this.published]
  }
}
