import { checkForm } from '../../forms/checkForm.ts'
import { formAnswered } from '../../forms/forms.ts'
import type { Feed, ParseContext, ParsedReport, RowProblem } from '../../packs/pack.ts'
import { rowProblem } from '../reasons.ts'
import { asRecord } from '../rowChecks/asRecord.ts'
import { deskReport } from '../rowChecks/deskReport.ts'
import { normalizeName } from '../rowChecks/normalizeName.ts'
import { normalizePhone } from '../rowChecks/normalizePhone.ts'
import { PrivateCells } from '../rowChecks/PrivateCells.ts'
import { readSubject } from '../rowChecks/readSubject.ts'
import { redactPersonal } from '../rowChecks/redactPersonal.ts'

/** Whatever separates the names of a household. */
const BETWEEN_NAMES = /[\s、,，;；/]+/

/**
 * What a resident said of the own home (a row `{id?, unit, form, version, answers}`), checked against the form that was
 * answered. Body: `{form, version, said}`, days as day numbers. It is about the unit, never about a person: nobody has
 * shown who they are, so no record of anybody is found, made or changed by it. And it never has a `state` of its own:
 * a colour changes by an officer's word only.
 */
export const registrationFeed: Feed = {
  name: 'registration',
  title: { 'zh-CN': '居民自主申报', en: "Residents' self-reports" },
  parse(raw: unknown, context: ParseContext): ParsedReport | RowProblem[] {
    const row = asRecord(raw)
    if (!row) return [rowProblem('', 'not-an-object')]
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    const subject = readSubject({ id: row.id, unit: row.unit }, false, problems, aside)
    const form = row.form === 'mask-booking' ? null : formAnswered(row.form, row.version, context.today, context.forms)
    if (!form || form.audience) return [...problems, rowProblem('form', 'unknown-form')]
    const checked = checkForm(form, row.answers, context.today)
    problems.push(...checked.problems)
    if (problems.length > 0) return problems

    const said: Record<string, unknown> = {}
    const names = ['name', 'others'].flatMap((field) => {
      const value = checked.values.get(field)
      return typeof value === 'string' ? [normalizeName(value), ...value.split(BETWEEN_NAMES)] : []
    })
    for (const input of form.schema) {
      const value = checked.values.get(input.name)
      if (value === undefined || input.keep === 'nothing') continue
      if (input.keep === 'log') said[input.name] = value
      else if (typeof value !== 'string') continue
      else if (input.keep === 'redacted') said[input.name] = aside.redact(input.name, value, redactPersonal(value, names))
      else aside.keep(input.name, tidy(input.name, value))
    }
    return deskReport(subject, context.today, { form: form.id, version: form.version, said }, aside)
  },
}

/** As names and phones are compared, so that an erasure finds them. */
function tidy(field: string, value: string): string {
  if (field === 'name') return normalizeName(value)
  return field === 'phone' ? normalizePhone(value) || value : value
}
