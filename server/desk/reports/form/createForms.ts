import { randomUUID } from 'node:crypto'
import { SheetError } from '../../../feeds/sheet/SheetError.ts'
import type { User } from '../../../auth/user.ts'
import { dayFromText } from '../../../protocol/day.ts'
import type { DailyReportView, FigureReason, FilledForm, FormCell, FormCellChoice, FormTarget, FormView } from '../../../protocol/deskReport.ts'
import type { ReportFormRow } from '../../../store/tables.ts'
import { figureViews } from '../composeReport.ts'
import { NO_COMMITTEE, reportPlaces } from '../reportPlaces.ts'
import type { Reports } from '../reports.ts'
import type { Desk } from '../../desk.ts'
import { numberOfId } from '../../../merge/opaqueId.ts'
import { readCellReference } from './cellReference.ts'
import { fillForm } from './fillForm.ts'
import type { FillValue } from './fillSheet.ts'
import { FormMappingError, type Forms } from './forms.ts'
import { listFormSheet } from './listFormSheet.ts'
import { type FormBook, openForm } from './openForm.ts'
import { suggestTarget } from './suggestTarget.ts'

const MOST_CHOICES = 3_000
const LONGEST_NAME = 120
const MOST_TRIES = 4

/** The superiors' forms over the store's table and the daily reports. */
export function createForms(desk: Desk, reports: Reports): Forms {
  const { context } = desk
  const tables = context.store.reportTables

  const placesOf = (user: User) => {
    const reach = desk.reachOf(user)
    return reportPlaces(context).rows.filter(({ id }) => id !== NO_COMMITTEE && reach.hasPlace(numberOfId('n', id)))
  }
  const summaryOf = (row: Omit<ReportFormRow, 'file'>) => ({
    id: row.id, name: row.name, uploadedAt: row.uploaded_at, uploadedBy: context.nameOfAuthor(row.uploaded_by), mapped: (JSON.parse(row.mapping) as unknown[]).length,
  })

  function viewOf(user: User, row: ReportFormRow, book: FormBook): FormView {
    const rules = context.pack.report
    const committees = placesOf(user)
    const sheets = book.sheets.flatMap((sheet) => listFormSheet(sheet, (labels, texts) => suggestTarget(rules?.figures ?? [], committees, labels, texts)) ?? [])
    if (sheets.length === 0) throw new SheetError('too-many-cells')
    return { ...summaryOf(row), sheets, mapping: JSON.parse(row.mapping) as FormCellChoice[], figures: rules ? figureViews(rules) : [], places: committees }
  }

  /** Cells of a form by sheet and reference. */
  const cellsOf = (view: FormView): Map<string, FormCell> =>
    new Map(view.sheets.flatMap(({ name, rows }) => rows.flatMap(({ cells }) => cells.map((cell) => [`${name}\n${cell.cell}`, cell] as const))))

  async function fill(user: User, id: string, day: string): Promise<Filling | null> {
    const row = tables.form(id)
    const report = row && (await reports.view(user, day))
    if (!row || !report) return null
    const choices = JSON.parse(row.mapping) as FormCellChoice[]
    return { row, report, filled: choices.map((choice) => ({ choice, ...valueOf(report, choice.target) })) }
  }

  return {
    list: () => tables.forms().map(summaryOf),
    async add(user, fileName, bytes) {
      const book = await openForm(bytes)
      const row: ReportFormRow = { id: randomUUID(), name: cleanName(fileName), file: Buffer.from(bytes), mapping: '[]', uploaded_at: context.now(), uploaded_by: user.id }
      const view = viewOf(user, row, book)
      tables.addForm(row)
      return view
    },
    async view(user, id) {
      const row = tables.form(id)
      return row && viewOf(user, row, await openForm(row.file))
    },
    async map(user, id, asked) {
      const row = tables.form(id)
      if (!row) return null
      const book = await openForm(row.file)
      const cells = cellsOf(viewOf(user, row, book))
      if (asked.length > MOST_CHOICES) throw new FormMappingError('', '')
      const choices = new Map<string, FormCellChoice>()
      for (const one of asked) {
        const choice = readChoice(one, context.pack.report?.figures ?? [])
        const cell = cells.get(`${choice.sheet}\n${choice.cell}`)
        if (!cell || cell.kind === 'formula' || cell.kind === 'covered') throw new FormMappingError(choice.sheet, choice.cell)
        choices.set(`${choice.sheet}\n${choice.cell}`, choice)
      }
      const mapping = JSON.stringify([...choices.values()])
      tables.setMapping(id, mapping)
      return viewOf(user, { ...row, mapping }, book)
    },
    remove(id) {
      if (!tables.form(id)) return false
      tables.removeForm(id)
      return true
    },
    async filled(user, id, day) {
      for (let tries = 1; ; tries++) {
        const made = await fill(user, id, day)
        if (!made) return null
        const asked = made.filled.flatMap(({ choice: { target }, value }) => (target.is === 'figure' && value !== null ? [{ figure: target.figure, place: target.place }] : []))
        const unique = [...new Map(asked.map((one) => [`${one.figure} ${one.place}`, one])).values()]
        const explained = await reports.reasons(user, day, unique)
        // How it stands now may have changed between figures and reasons; they must be of one revision.
        if (explained && explained.rev !== made.report.rev && tries < MOST_TRIES) continue
        const reasons = new Map((explained?.rev === made.report.rev ? explained.reasons : []).map((reason) => [`${reason.figure} ${reason.place}`, reason]))
        return filledView(made, cellsOf(viewOf(user, made.row, await openForm(made.row.file))), reasons)
      }
    },
    async file(user, id, day) {
      const made = await fill(user, id, day)
      if (!made) return null
      const { row, report, filled } = made
      const book = await openForm(row.file)
      const values = new Map<string, Map<string, FillValue>>()
      for (const { choice, value } of filled) {
        const ofSheet = values.get(choice.sheet) ?? new Map<string, FillValue>()
        values.set(choice.sheet, ofSheet.set(choice.cell, choice.target.is === 'day' ? dayValue(book, choice, report.day) : value))
      }
      return { name: row.name, day: report.day, bytes: fillForm(book, values) }
    },
  }
}

interface Filling { row: ReportFormRow; report: DailyReportView; filled: { choice: FormCellChoice; value: number | string | null; change: number | null }[] }

const filledView = ({ report, filled }: Filling, cells: ReadonlyMap<string, FormCell>, reasons: ReadonlyMap<string, FigureReason>): FilledForm => ({
  day: report.day, rev: report.rev, fixed: report.fixed,
  cells: filled.map(({ choice, value, change }) => ({
    ...choice, label: cells.get(`${choice.sheet}\n${choice.cell}`)?.labels.join(' / ') ?? '', value, change,
    reason: choice.target.is === 'figure' && value !== null ? reasons.get(`${choice.target.figure} ${choice.target.place}`) ?? null : null,
  })),
})

/** What belongs into a cell: null for what the reader's scope or the report does not have. */
function valueOf(report: DailyReportView, target: FormTarget): { value: number | string | null; change: number | null } {
  if (target.is === 'day') return { value: report.day, change: null }
  const index = report.figures.findIndex(({ key }) => key === target.figure)
  const row = target.place === 'all' ? report.total : report.rows.find(({ id }) => id === target.place)
  const today = row?.today[index]?.[target.in] ?? null
  const yesterday = row?.yesterday[index]?.[target.in] ?? null
  const change = today === null || yesterday === null ? null : today - yesterday
  return { value: target.when === 'today' ? today : target.when === 'yesterday' ? yesterday : change, change }
}

const DAY_1900 = dayFromText('1899-12-30')!
const DAY_1904 = dayFromText('1904-01-01')!

/** A cell whose format shows dates gets the number that it shows as that day; any other gets it in words. */
function dayValue(book: FormBook, { sheet, cell }: FormCellChoice, day: string): FillValue {
  const place = readCellReference(cell)
  const xml = book.sheets.find(({ name }) => name === sheet)?.xml ?? ''
  const style = new RegExp(String.raw`<(?:[\w.-]+:)?c(?=[^>]*\sr="${cell}")[^>]*\ss="(\d+)"`).exec(xml)?.[1]
  if (place && style !== undefined && book.styles[Number(style)]?.isDate) return dayFromText(day)! - (book.epoch === 1904 ? DAY_1904 : DAY_1900)
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** A choice as it came in, checked. Throws FormMappingError. */
function readChoice(raw: unknown, figures: readonly { key: string; only?: 'people' | 'units' }[]): FormCellChoice {
  const { sheet, cell, target } = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Record<keyof FormCellChoice, unknown>>
  const names = { sheet: typeof sheet === 'string' ? sheet.slice(0, 100) : '', cell: typeof cell === 'string' ? cell.slice(0, 12) : '' }
  const fail = (): never => { throw new FormMappingError(names.sheet, names.cell) }
  if (typeof sheet !== 'string' || typeof cell !== 'string' || typeof target !== 'object' || target === null) return fail()
  const asked = target as Record<string, unknown>
  if (asked.is === 'day') return { sheet, cell, target: { is: 'day' } }
  const figure = figures.find(({ key }) => key === asked.figure)
  const isPlace = asked.place === 'all' || numberOfId('n', asked.place) >= 0
  if (asked.is !== 'figure' || !figure || !isPlace || (asked.in !== 'people' && asked.in !== 'units') || (figure.only !== undefined && figure.only !== asked.in)) return fail()
  if (asked.when !== 'today' && asked.when !== 'yesterday' && asked.when !== 'change') return fail()
  return { sheet, cell, target: { is: 'figure', figure: figure.key, in: asked.in, place: asked.place as string, when: asked.when } }
}

const cleanName = (fileName: string): string => (fileName.split(/[\\/]/).pop() ?? '').replace(/[\p{Cc}"<>|:*?]/gu, '').slice(-LONGEST_NAME) || 'form.xlsx'
