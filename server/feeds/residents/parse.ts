import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readAddress } from '../rowChecks/readAddress.ts'
import { readPerson } from '../rowChecks/readPerson.ts'
import { readResidence } from './readResidence.ts'
import { ID_LENGTH, readText } from '../rowChecks/readText.ts'

/**
 * One person registered in a home (ResidentRow). Body: `{relation?, from?, to?}`, days as day numbers. Number plates lead
 * to a person and stay in the vault. A register colours nobody and is valid on the day it was sent.
 */
export const residentsFeed: Feed = {
  name: 'residents',
  title: { 'zh-CN': '居民登记', en: 'Register of residents' },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const reportId = readText(row, 'id', ID_LENGTH, false, problems)
    const address = readAddress(row, problems)
    const person = readPerson(row, true, problems, aside)
    const body = readResidence(row, context, problems, aside)
    if (problems.length > 0) return problems
    return {
      subject: 'person',
      validOn: context.today,
      observedAt: null,
      reportId: reportId || null,
      address,
      person,
      pupil: null,
      body,
      privateCells: aside.cells,
    }
  },
}
