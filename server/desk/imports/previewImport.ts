import { readGeodata } from '../../../geodata/readers/readGeodata.ts'
import { isGeodataKind } from '../../feeds/importKinds.ts'
import type { ImportRequest } from '../../feeds/importRequest.ts'
import { takenColumns, warningsOf } from '../../feeds/importSheet.ts'
import { readSheetFile } from '../../feeds/readSheetFile.ts'
import { yieldToOthers } from '../../feeds/sheet/yieldToOthers.ts'
import { planOrganisation } from '../../intake/planOrganisation.ts'
import type { DeskImportKind, ImportPreview, ImportProblem, OrganisationStepView } from '../../protocol/imports.ts'
import type { Wording } from '../../protocol/entities.ts'
import type { Reach } from '../createReach.ts'
import type { DeskContext } from '../deskContext.ts'
import { previewHomes, type ReportAhead } from './previewHomes.ts'

/** Told row by row; of more the count says enough, and the file of rejected rows has them all. */
const MOST_PROBLEMS = 500
const MOST_STEPS = 500
const ROWS_PER_TURN = 200

type Told = { row: number; column: string; code: string; reason: Wording }

/**
 * What importing a file would come to; nothing is written. What only shows when rows are written one after the other (that
 * they are there already) is not in it. Throws SheetError or GeodataError.
 */
export async function previewImport(context: DeskContext, reach: Reach, request: ImportRequest & { kind: DeskImportKind }): Promise<Omit<ImportPreview, 'others'>> {
  const { kind, locale } = request
  const tell = (problems: readonly Told[]): ImportProblem[] => problems.slice(0, MOST_PROBLEMS).map(({ row, column, code, reason }) => ({ row, column, code, reason: reason[locale] }))
  if (isGeodataKind(kind)) {
    const { rows, rejected, warnings } = await readGeodata(request.bytes, request.fileName, { kind, crs: request.crs ?? 'wgs84', near: request.service.bounds() })
    return {
      kind, rows: rows.length + rejected.length, accepted: rows.length, rejected: rejected.length, columns: [], recoloured: null, steps: null,
      problems: tell(rejected.map(({ number, field, code, reason }) => ({ row: number, column: field, code, reason }))), warnings: warnings.map(({ code, reason }) => ({ code, reason: reason[locale] })),
    }
  }
  const { recognition, rows, good, rejects } = await readSheetFile(request, kind)
  const problems: Told[] = rejects.map(({ sheetRow, column, code, reason }) => ({ row: sheetRow, column, code, reason }))
  const refused = new Set(problems.map(({ row }) => row))
  const ahead: ReportAhead[] = []
  const steps = new Map<string, OrganisationStepView>()
  for (let at = 0; at < good.length; at++) {
    if (at % ROWS_PER_TURN === 0) await yieldToOthers()
    const { sheetRow, row, columnOf } = good[at]
    const checked = context.check(kind, row)
    if ('problems' in checked) {
      const { field, code, reason } = checked.problems[0]
      problems.push({ row: sheetRow, column: columnOf[field] ?? field, code, reason })
      refused.add(sheetRow)
      continue
    }
    if (kind === 'household' && checked.unit !== null) ahead.push({ report: checked.report, unit: checked.unit })
    if (kind === 'organisation') noteSteps(steps, context, checked.report.body)
  }
  return {
    kind, rows: rows.length, accepted: rows.length - refused.size, rejected: refused.size, columns: takenColumns(recognition), problems: tell(problems.sort((a, b) => a.row - b.row)),
    warnings: warningsOf(recognition, rows.reduce((count, row) => count + row.warnings.length, 0)).map(({ code, reason }) => ({ code, reason: reason[locale] })),
    // A register of who lives where recolours nobody.
    recoloured: kind === 'household' ? await previewHomes(context, reach, ahead) : kind === 'residents' || kind === 'roster' ? [] : null,
    steps: kind === 'organisation' ? [...steps.values()].slice(0, MOST_STEPS) : null,
  }
}

/** The same place is named by every row below it. */
function noteSteps(steps: Map<string, OrganisationStepView>, context: DeskContext, body: Record<string, unknown>): void {
  const plan = planOrganisation(context.known().registers, body)
  if ('code' in plan) return
  for (const step of plan.steps) {
    const key = `${step.kind}\n${step.name}\n${step.under}`
    const noted = steps.get(key)
    if (noted) noted.rows++
    else steps.set(key, { ...step, rows: 1 })
  }
}
