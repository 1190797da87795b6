import { FORMS } from '../forms/forms.ts'
import type { Form } from '../protocol/residents.ts'

/** Every version of every form: the first ones come with the program, the later ones with the log. */
export class FormBook {
  private published: Form[] = []
  /** In no order but that of publishing. */
  forms: readonly Form[] = FORMS

  apply(body: Record<string, unknown>): void {
    this.published.push(body.form as Form)
    this.forms = [...FORMS, ...this.published]
  }

  toJSON(): Form[] {
    return this.published
  }

  /** Throws when there is nothing: the checkpoint is of an older version, and the log is read instead. */
  restore(saved: Form[] | undefined): void {
    if (!saved) throw new Error('checkpoint lacks the forms')
    this.published = [...saved]
    this.forms = [...FORMS, ...saved]
  }
}
