import type { BasemapRow, BoundaryRow, BuildingRow, CampusRow } from '../feeds/rows.ts'
import type { Feed, ParseContext, RowProblem } from '../packs/pack.ts'
import { dayToText } from '../protocol/day.ts'
import { draftBoundary, draftBuilding, draftCampus, draftGround, draftOrganisation, draftReference, draftResident, draftUnit } from './draftRegister.ts'
import { draftAlert } from './draftAlert.ts'
import { draftBooking } from './draftBooking.ts'
import { draftCalendar } from './draftCalendar.ts'
import { draftDemolition } from './draftDemolition.ts'
import { draftDeskReport } from './draftDeskReport.ts'
import { draftForm } from './draftForm.ts'
import { draftGateReading } from './draftGateReading.ts'
import { draftHouseholdReport, draftStudentReport } from './draftReport.ts'
import { draftPupil } from './draftPupil.ts'
import { draftPupilReport } from './draftPupilReport.ts'
import { draftTask } from './draftTask.ts'
import { draftRound } from './draftRound.ts'
import type { Drafted, IntakeContext } from './intakeContext.ts'

/** Kinds whose rows our own readers made and checked; everything else is parsed first. */
const SHAPE_KINDS = ['buildings', 'boundaries', 'basemap', 'campuses'] as const
type ShapeKind = (typeof SHAPE_KINDS)[number]
const isShapeKind = (kind: string): kind is ShapeKind => (SHAPE_KINDS as readonly string[]).includes(kind)

/**
 * Kinds that change what the next row may name (a ledger's first row makes the building that its second row is in).
 * So do those of the desk, whose author must have seen what came before. They are applied row by row; plain reports are applied once the batch is on disk.
 */
export const isApplied = (kind: string): 'at-once' | 'after-commit' =>
  isShapeKind(kind) || ['organisation', 'demolition', 'units', 'residents', 'roster', 'verification', 'regions', 'officer', 'call', 'care', 'mark', 'note', 'paper', 'resident', 'visit', 'registration', 'booking', 'calendar', 'absence', 'recovery', 'rounds', 'alert', 'form'].includes(kind) ? 'at-once' : 'after-commit'

/** One raw row → what goes to the log, a problem list, or the word that it is there already. */
export function draftRow(kind: string, feed: Feed | undefined, raw: unknown, parse: ParseContext, context: IntakeContext): Drafted | RowProblem[] | 'duplicate' {
  if (isShapeKind(kind)) return draftShape(kind, raw, dayToText(parse.today), context)
  const report = feed!.parse(raw, parse)
  if (Array.isArray(report)) return report
  if (kind === 'rounds') return draftRound(report, context)
  if (kind === 'demolition') return draftDemolition(report, context)
  if (kind === 'form') return draftForm(report, context, parse.today)
  if (kind === 'booking') return draftBooking(report, report.named!, context, parse.now)
  if (report.named) return draftDeskReport(kind, report, report.named, context)
  if (context.known.pack.referenceKinds.includes(kind)) return draftReference(kind, report, context)
  switch (kind) {
    case 'organisation':
      return draftOrganisation(report, context)
    case 'units':
      return draftUnit(report, context)
    case 'residents':
      return draftResident(report, context)
    case 'roster':
      return draftPupil(report, context)
    case 'gate':
      return draftGateReading(report, context, parse.zoneOffsetMinutes)
    case 'school':
      return draftStudentReport(kind, report, context, parse.zoneOffsetMinutes)
    case 'calendar':
      return draftCalendar(report, context)
    case 'absence':
    case 'recovery':
      return draftPupilReport(kind, report, context)
    case 'verification':
      return draftTask(kind, report, context)
    case 'alert':
      return draftAlert(report, context)
    default:
      return draftHouseholdReport(kind, report, context)
  }
}

function draftShape(kind: ShapeKind, raw: unknown, today: string, context: IntakeContext): Drafted {
  switch (kind) {
    case 'buildings':
      return draftBuilding(raw as BuildingRow, today, context)
    case 'boundaries':
      return draftBoundary(raw as BoundaryRow, today, context)
    case 'basemap':
      return draftGround(raw as BasemapRow, today, context)
    case 'campuses':
      return draftCampus(raw as CampusRow, today, context)
  }
}
