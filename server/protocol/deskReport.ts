/**
 * The daily report, the superior's form and the hand-over page, as JSON between the desk's pages and the server. Figures,
 * unit ids and addresses only: nobody is named but the officers themselves.
 */

import type { Wording } from './entities.ts'

/** One figure in people and in units; null where it is not counted so. */
export interface FigureValue { people: number | null; units: number | null }

export interface ReportFigureView {
  key: string
  name: Wording
  meaning: Wording
  /** Compared with the report before: what came, not what stands. */
  isNew: boolean
  inPeople: boolean
  inUnits: boolean
}

/** Values by figure, in the order of `figures`. A yesterday is null when the report before did not have the figure. */
export interface ReportRow { id: string; name: string; today: FigureValue[]; yesterday: (FigureValue | null)[] }

/** What is kept of a report: with the same revision it is the same, byte by byte. */
export interface ReportBody {
  version: 1
  day: string
  rev: number
  /** The report it stands beside: the one that was fixed the day before (its revision), or the day before as known now. */
  previous: { day: string; rev: number; fixed: boolean }
  /** Made up on a later day: what was known at this instant (epoch ms), and no more. */
  asOf?: number
  figures: ReportFigureView[]
  /** Committees; homes of no committee stand in a row with the id ''. */
  rows: ReportRow[]
}

export interface DailyReportView extends Omit<ReportBody, 'version'> {
  /** Sum of the rows, which are those of the reader's scope. */
  total: Pick<ReportRow, 'today' | 'yesterday'>
  /** False: as it stands now. */
  fixed: boolean
  madeAt: number
  late: boolean
}

/** Why a figure is not what it was: homes that came into it or left it, with the entry that did it. */
export interface FigureReason {
  figure: string
  place: string
  people: number
  units: number
  items: { unit: string; building: string; address: string; people: number; units: number; seq: number; feed: string; on: string }[]
  /** Homes beyond those listed. */
  more: number
}
export interface ReportReasons { day: string; rev: number; reasons: FigureReason[] }

export interface DailyReportList {
  today: string
  /** `HH:MM` in the deployment's zone. */
  reportTime: string
  days: { day: string; rev: number; madeAt: number; late: boolean }[]
}

/** What a cell of the superior's form is to hold: a figure, or the day of the report. */
export type FormTarget =
  | { is: 'figure'; figure: string; in: 'people' | 'units'; place: string; when: 'today' | 'yesterday' | 'change' }
  | { is: 'day' }

export interface FormCellChoice { sheet: string; cell: string; target: FormTarget }

export interface FormCell {
  cell: string
  text: string
  /** `covered`: under a merged cell; `formula` cells are never written. */
  kind: 'label' | 'number' | 'empty' | 'formula' | 'covered'
  columns: number
  rows: number
  /** Texts beside and above, nearest last; only of cells that may be filled. */
  labels: string[]
  suggestion: FormTarget | null
}

export interface FormSheet { name: string; rows: { number: number; cells: FormCell[] }[] }

export interface FormSummary { id: string; name: string; uploadedAt: number; uploadedBy: string; mapped: number }

export interface FormView extends FormSummary {
  sheets: FormSheet[]
  mapping: FormCellChoice[]
  figures: ReportFigureView[]
  places: { id: string; name: string }[]
}

/** One mapped cell on a day, and why it differs from the day before. */
export interface FilledCell extends FormCellChoice { label: string; value: number | string | null; change: number | null; reason: FigureReason | null }
export interface FilledForm { day: string; rev: number; fixed: boolean; cells: FilledCell[] }

export interface HandOverView {
  day: string
  rev: number
  at: number
  committees: HandOverCommittee[]
  /** Officers of more than one committee. */
  onDuty: DutyOfficer[]
  /** Notes to no committee of its own: to a street, or to all. */
  notes: HandOverNote[]
  /** To whom the reader may leave a note: committees, streets and districts of the scope; `all` for whoever has all. */
  addressees: { id: string; name: string }[]
}
export interface DutyOfficer { name: string; role: Wording; signedInAt: number }
/** A note of the last 24 hours, or one that is still open. `to`: the street that it is for; '' for a committee's and for all. */
export interface HandOverNote {
  id: number
  at: number
  by: string
  to: string
  note: string
  done: { at: number; by: string } | null
  /** The reader may tick it off. */
  mayClose: boolean
}
export interface HandOverCommittee {
  id: string
  name: string
  onDuty: DutyOfficer[]
  lists: { key: string; total: number; done: number }[]
  /** The most urgent of what is open. */
  items: { list: string; unit: string; building: string; address: string; status: number; day: number | null; tries: number; dueOn: string | null }[]
  more: number
  notes: HandOverNote[]
}
