import type { ColumnRecognition } from './recogniseColumns.ts'
import { SheetError } from './SheetError.ts'

/** The sheet lacks columns that this kind of file needs. It carries what was recognised, so that the sender can be asked. */
export class MissingColumnError extends SheetError {
  readonly recognition: ColumnRecognition

  constructor(recognition: ColumnRecognition) {
    super('missing-column', {
      'zh-CN': recognition.missing.map(({ name }) => `「${name['zh-CN']}」`).join('、'),
      en: recognition.missing.map(({ name }) => name.en).join(', '),
    })
    this.name = 'MissingColumnError'
    this.recognition = recognition
  }
}
