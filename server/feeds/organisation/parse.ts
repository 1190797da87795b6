import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { ID_LENGTH, PLACE_LENGTH, readText } from '../rowChecks/readText.ts'

/**
 * One line of the organisation (OrganisationRow): places and campuses, and what they belong to. Body: the words of the row;
 * the log gets what follows from them (planOrganisation.ts). A line of a tree has no date: it is valid on the day it was sent.
 */
export const organisationFeed: Feed = {
  name: 'organisation',
  title: { 'zh-CN': '组织架构', en: 'Organisation' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const text = (field: string): string => readText(row, field, PLACE_LENGTH, false, problems)
    const body = { subdistrict: text('subdistrict'), committee: text('committee'), compound: text('compound'), building: text('building'), bureau: text('bureau'), school: text('school') }
    if (body.building !== '' && body.compound === '') problems.push(rowProblem('compound', 'missing'))
    if (body.compound !== '' && body.committee === '') problems.push(rowProblem('committee', 'missing'))
    if (body.subdistrict === '' && body.committee === '' && body.bureau === '' && body.school === '') problems.push(rowProblem('committee', 'missing'))
    if (problems.length > 0) return problems
    return { subject: 'unit', validOn: context.today, observedAt: null, reportId: reportId || null, address: null, person: null, pupil: null, body, privateCells: null }
  },
}
