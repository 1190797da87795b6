import type { CellView } from '../../../server/protocol/desk.ts'
import type { PackDescription } from '../../../server/protocol/entities.ts'
import { type CellDescription, type CellWords, describeCell, noteOfCell } from '../../desk/describeCell.ts'
import { useFormats } from '../../locales/useFormats.ts'

/** What is said of a cell: piece by piece, as a sentence for those who hear it, and in the little room at its right. */
export interface CellTexts {
  describe(cell: CellView): CellDescription
  sentence(cell: CellView): string
  note(cell: CellView): string
}

/** In the reader's language; `pack` and `days` (of an observation) are asked for each time. */
export function useCellTexts(pack: () => PackDescription, days: () => number): CellTexts {
  const { t, te, locale } = useFormats()
  const words: CellWords = Object.assign(
    (key: string, values: Record<string, string | number> = {}) => t(`desk.cell.${key}`, values),
    { tenure: (tenure: string) => (te(`desk.tenure.${tenure}`) ? t(`desk.tenure.${tenure}`) : tenure) },
  )
  const describe = (cell: CellView): CellDescription => describeCell(cell, days(), pack(), locale.value, words)
  return {
    describe,
    sentence(cell) {
      const { room, status, day, tags, tenure, todo } = describe(cell)
      return [room, status, day, tags.length > 0 ? words('tags', { tags: tags.join(t('desk.listComma')) }) : null, tenure, todo].filter(Boolean).join(t('desk.comma')) + t('desk.stop')
    },
    note: (cell) => noteOfCell(cell, days(), pack(), locale.value),
  }
}
