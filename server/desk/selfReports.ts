import { formByVersion } from '../forms/forms.ts'
import { dayToText } from '../protocol/day.ts'
import type { Form, FormInput, SelfReport } from '../protocol/residents.ts'
import type { Wording } from '../protocol/entities.ts'
import { maskName } from '../privacy/maskName.ts'
import { maskPhone } from '../privacy/maskPhone.ts'
import type { VaultCells } from '../store/vault.ts'
import type { UnitRecord } from '../world/recordColumns.ts'
import { selfReportStates } from '../world/selfReportStates.ts'
import type { DeskContext } from './deskContext.ts'
import { maskNote } from './maskNote.ts'

const MOST_SETTLED = 10
const BETWEEN_NAMES = /[\s、,，;；/]+/

/** What residents of a unit said themselves, newest first, masked: the names of the home's people are cut out of texts, too. */
export function selfReportsOf(context: DeskContext, unit: number, cells: readonly VaultCells[], names: readonly string[]): SelfReport[] {
  const { records } = context.known()
  if (!records.hasAny(unit)) return []
  const found: SelfReport[] = []
  let settledOnes = 0
  for (const { seq, settledBy } of selfReportStates(records.ofUnit(unit), context.today())) {
    // None that waits is left out.
    if (settledBy && ++settledOnes > MOST_SETTLED) continue
    const entry = context.store.entryAt(seq)
    if (!entry) continue
    found.push({
      seq, at: entry.receivedAt, form: String(entry.body.form), fields: fieldsOf(context.known().formBook.forms, entry.body, cells.find((cell) => cell.seq === seq)?.cells ?? {}, names),
      settled: settledBy && settlementOf(context, settledBy),
    })
  }
  return found
}

function settlementOf(context: DeskContext, { feed, seq }: UnitRecord): SelfReport['settled'] {
  const entry = context.store.entryAt(seq)
  return { how: feed === 'mark' ? 'set-aside' : 'confirmed', by: entry ? context.nameOfAuthor(entry.author) : '', at: entry?.receivedAt ?? 0, seq }
}

/** In the order of the form that was answered. */
function fieldsOf(forms: readonly Form[], body: Record<string, unknown>, cells: Record<string, string>, names: readonly string[]): SelfReport['fields'] {
  const form = formByVersion(body.form, body.version, forms)
  const said = (body.said ?? {}) as Record<string, unknown>
  const others = (cells.others ?? '').split(BETWEEN_NAMES).filter((name) => name !== '')
  const known = [...names, ...others, ...(cells.name ? [cells.name] : [])]
  const fields: SelfReport['fields'] = []
  for (const input of form?.schema ?? []) {
    const value = input.keep === 'aside' ? maskCell(input.name, cells[input.name], others, known) : input.keep === 'nothing' ? null : wordValue(input, said[input.name], known)
    if (value !== null) fields.push({ key: input.name, label: input.label, value })
  }
  return fields
}

function maskCell(field: string, text: string | undefined, others: readonly string[], names: readonly string[]): Wording | null {
  if (!text) return null
  if (field === 'name') return same(maskName(text))
  if (field === 'phone') return same(maskPhone(text))
  return same(field === 'others' ? others.map(maskName).join('、') : maskNote(text, names)!)
}

function wordValue(input: FormInput, value: unknown, names: readonly string[]): Wording | null {
  if (value === undefined || value === null) return null
  const option = (key: unknown): Wording => input.options?.find((one) => one.value === key)?.label ?? same(String(key))
  if (Array.isArray(value)) {
    const words = value.map(option)
    return { 'zh-CN': words.map((word) => word['zh-CN']).join('、'), en: words.map((word) => word.en).join(', ') }
  }
  if (input.options) return option(value)
  if (input.$formkit === 'date' && typeof value === 'number') return same(dayToText(value))
  return same(typeof value === 'string' ? maskNote(value, names) ?? '' : String(value))
}

const same = (text: string): Wording => ({ 'zh-CN': text, en: text })
