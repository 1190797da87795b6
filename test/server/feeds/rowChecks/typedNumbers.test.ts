import { describe, expect, it } from 'vitest'
import { PrivateCells } from '../../../../server/feeds/rowChecks/PrivateCells.ts'
import { readPerson } from '../../../../server/feeds/rowChecks/readPerson.ts'
import { readSubject } from '../../../../server/feeds/rowChecks/readSubject.ts'
import type { RowProblem } from '../../../../server/packs/pack.ts'

const typed = (newPerson: Record<string, unknown>, person?: string): RowProblem[] => {
  const problems: RowProblem[] = []
  readSubject({ unit: 'u1', person, newPerson }, true, problems, new PrivateCells(), true)
  return problems
}

describe('numbers that an officer types', () => {
  it.each([
    ['phone', '123', 'not-a-phone', '「联系电话」'], ['phone', '无', 'not-a-phone', '"Phone"'], ['phone', '1'.repeat(21), 'not-a-phone', '5'],
    ['idNumber', '12', 'not-an-id-number', '「证件号码」'], ['idNumber', '不详', 'not-an-id-number', '"Identity number"'],
  ])('%s %s is refused, whether somebody is new or corrected, in words that name the field and do not repeat what was typed', (field, text, code, says) => {
    for (const person of [undefined, 'p1']) {
      const problems = typed({ name: '甲', [field]: text }, person)
      expect(problems).toMatchObject([{ field, code }])
      const words = Object.values(problems[0].reason).join(' ')
      expect([words.includes(says), words.includes(`${text} `)]).toEqual([true, false])
    }
  })

  it.each([{ phone: '10009400001' }, { phone: '+86 100-0940-0001' }, { phone: '' }, { phone: '  ' }, { idNumber: '990101197701010000' }, { idNumber: 'H1234567(8)' }, {}])('%j is taken', (numbers) => {
    expect(typed({ name: '甲', ...numbers })).toEqual([])
  })

  it('in a spreadsheet the same cells are kept aside: whoever typed 无 there is not asked again', () => {
    const problems: RowProblem[] = []
    const aside = new PrivateCells()
    expect([readPerson({ name: '甲', phone: '123', idNumber: '不详' }, true, problems, aside), problems, aside.cells]).toEqual([{ name: '甲', phone: '', idNumber: '' }, [], { phone: '123', idNumber: '不详' }])
  })
})
