import { afterEach, beforeEach, expect, it } from 'vitest'
import { chaseGroups } from '../../../../server/school/chase/chaseGroups.ts'
import type { ChaseScope } from '../../../../server/school/chase/chaseSteps.ts'
import { createRosterRow, createSchoolRow, createTestService, type TestService } from '../../../fixtures/createTestService.ts'

/** A Monday. */
const DAY = '2020-04-13'
const SCOPES: ChaseScope[] = ['class', 'grade', 'campus', 'district']

let test: TestService
beforeEach(async () => {
  test = await createTestService({ day: DAY })
  const pupils = Array.from({ length: 60 }, (_, n) => createRosterRow(n, { school: `第${n % 3}小学`, grade: n % 5 === 0 ? '二年级' : '一年级', class: `${n % 5 === 0 ? '二' : '一'}(${1 + (n % 2)})班`, half: n % 4 < 2 ? 'A' : 'B' }))
  const staff = Array.from({ length: 9 }, (_, n) => createRosterRow(100 + n, { school: `第${n % 3}小学`, grade: undefined, class: '教职工', kind: 'staff' }))
  await test.service.accept('roster', [...pupils, ...staff], 'test')
  await test.service.accept('calendar', [
    { id: 'h', kind: 'halves', turns: 'week', from: '2020-04-06', grades: ['一年级'] },
    { id: 'f', kind: 'holiday', from: DAY, until: DAY, grades: ['二年级'], school: '第1小学' },
  ], 'test')
  await test.service.accept('school', [1, 7, 8, 20, 31, 32, 44].map((n) => createSchoolRow(n, { school: `第${n % 3}小学`, submittedAt: `${DAY}T06:50:00+08:00` })), 'test')
  await test.service.accept('absence', ['s2', 's9', 's33'].map((student) => ({ student, day: DAY, kind: 'sick', act: 'leave' })), 'a1')
})
afterEach(() => test.remove())

/** Pupil by pupil, each asked for by itself, in no order. */
function oneByOne(scope: ChaseScope, of: number, isTold: (campus: number) => boolean): string[] {
  const { context } = test.service.desk
  const known = context.known()
  const { registers, checks, pupilNotes } = known
  const groups = new Map<string, { expected: number; missing: number[]; staffMissing: number }>()
  for (let student = 0; student < registers.studentCount; student++) {
    const campus = registers.studentCampus.values[student]
    const className = registers.texts.textOf(registers.studentClass.values[student])
    const isStaff = className === '教职工'
    if ((of >= 0 && campus !== of) || !isTold(campus) || !known.expectedOn(student, context.today()) || (isStaff && (scope === 'grade' || scope === 'district'))) continue
    const grade = scope === 'class' || scope === 'grade' ? registers.texts.textOf(registers.studentGrade.values[student]) : ''
    const key = `${scope === 'district' ? -1 : campus} ${grade} ${scope === 'class' ? className : ''}`
    const group = groups.get(key) ?? { expected: 0, missing: [], staffMissing: 0 }
    groups.set(key, group)
    const isMissing = checks.dayOf(context.today()).firstSecond(student) < 0 && pupilNotes.leaveOn(student, context.today()) === null
    if (scope === 'campus' && isStaff) group.staffMissing += isMissing ? 1 : 0
    else {
      group.expected++
      if (isMissing) group.missing.push(student)
    }
  }
  return [...groups].filter(([, { missing, staffMissing }]) => missing.length + staffMissing > 0).map(([key, group]) => `${key} ${JSON.stringify(group)}`).sort()
}

it('counts as everybody asked for alone: halves in turn, a holiday of one grade, leave, staff, schools that are not told of', () => {
  const { context } = test.service.desk
  const expected = Array.from({ length: 60 }, (_, student) => context.known().expectedOn(student, context.today())).filter(Boolean).length
  // The case has those who come and those who do not.
  expect(expected).toBeGreaterThan(20)
  expect(expected).toBeLessThan(50)
  for (const scope of SCOPES) {
    for (const of of [-1, 0, 1, 2]) {
      for (const isTold of [() => true, (campus: number) => campus !== 2]) {
        const found = chaseGroups(context, scope, context.today(), of, isTold).map(({ campus, grade, class: className, expected: count, missing, staffMissing }) =>
          `${campus} ${grade} ${className} ${JSON.stringify({ expected: count, missing: missing.sort((a, b) => a - b), staffMissing })}`)
        expect(found.sort(), `${scope} of ${of}`).toEqual(oneByOne(scope, of, isTold))
      }
    }
  }
})
