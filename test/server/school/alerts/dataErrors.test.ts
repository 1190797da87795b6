import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOfficer } from '../../../fixtures/createOfficer.ts'
import { createRosterRow, createSchoolRow, createTestService } from '../../../fixtures/createTestService.ts'

const DAY = '2020-02-17'
const PUPILS = 8
const bureau = createOfficer({ id: 'a1', role: 'bureau-officer', places: [], schools: ['all'] })

/** One morning: who is sent with what, and what comes of whose alerts. */
const morning = fc.record({
  checks: fc.array(fc.record({ student: fc.integer({ min: 1, max: PUPILS }), tenths: fc.constantFrom(365, 366, 374, 381), coughs: fc.boolean(), second: fc.integer({ min: 0, max: 59 }) }), { minLength: 1, maxLength: 14 }),
  verdicts: fc.array(fc.record({ at: fc.nat(), verdict: fc.constantFrom('true', 'false-alarm', 'data-error') }), { maxLength: 10 }),
})

describe('data errors', () => {
  it('take a pupil out of the abnormal exactly when all that the standing check was abnormal for is one; nothing else changes, nothing is erased, a restart counts the same', async () => {
    await fc.assert(fc.asyncProperty(morning, async ({ checks, verdicts }) => {
      let test = await createTestService({ day: DAY })
      try {
        const { alerts } = test.service.school
        // Each in a class of their own: no storm, no cluster.
        await test.service.accept('roster', Array.from({ length: PUPILS }, (_, at) => createRosterRow(at + 1, { class: `一(${at + 1})班`, address: '' })), 'test')
        for (const { student, tenths, coughs, second } of checks) {
          await test.service.accept('school', [createSchoolRow(student, { class: `一(${student})班`, submittedAt: `${DAY}T07:00:${String(second).padStart(2, '0')}+08:00`, temperatureCelsius: tenths / 10, symptoms: coughs ? ['咳嗽'] : [] })], 'test')
        }
        await alerts.settled()
        const figures = () => test.service.schoolDay('测试小学', test.service.today())!
        const before = figures()
        const known = () => test.service.desk.context.known()
        const logged = known().checks.countOn(test.service.today())
        for (const { at, verdict } of verdicts) {
          const { alertBook: book } = known()
          if (book.alerts.length === 0) break
          await alerts.step(bureau, book.idOf(at % book.alerts.length), [{ act: 'verify', verdict }], undefined, 'zh-CN')
        }
        // By hand: of each pupil the standing check, and what the alerts say that name it.
        let abnormal = 0
        for (let student = 0; student < PUPILS; student++) {
          const standing = known().newestOn(student, test.service.today())
          if (!standing || !(standing.flags & 1)) continue
          const said = known().alertBook.alerts.filter(({ checks: seqs }) => seqs.includes(standing.seq)).map(({ now }) => now.verdict)
          if (said.length === 0 || said.some((verdict) => verdict !== 'data-error')) abnormal++
        }
        expect(figures()).toEqual({ ...before, abnormal, grades: expect.anything() })
        expect(figures().grades.reduce((sum, grade) => sum + grade.abnormal, 0)).toBe(abnormal)
        expect(known().checks.countOn(test.service.today())).toBe(logged)
        test = await test.reopen()
        expect(figures()).toMatchObject({ reported: before.reported, abnormal })
      } finally {
        await test.remove()
      }
    }), { numRuns: 12 })
  })
})
