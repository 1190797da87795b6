import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ChaseText } from '../../../../server/school/chase/composeChase.ts'
import { composeChaseTogether, lineOfPart } from '../../../../server/school/chase/composeChaseTogether.ts'

const text = (row: Partial<ChaseText>): ChaseText => ({ school: '测试小学', grade: '一年级', class: '一(1)班', day: 18365, minute: 430, cutOffMinute: 450, expected: 40, missing: 3, staffMissing: 0, parts: [], names: null, link: null, ...row })

it('a line for each, most missing first, then in the order of the classes; names and links where they are asked for', () => {
  const texts = [text({ class: '一(10)班' }), text({ class: '一(2)班', names: ['王**', '李*'], link: 'https://x/r' }), text({ class: '一(3)班', missing: 9 })]
  expect(composeChaseTogether(texts, 'zh-CN', 18_000).split('\n').slice(1)).toEqual(['一(3)班 9 人', '一(2)班 3 人：王**、李* https://x/r', '一(10)班 3 人'])
  expect(composeChaseTogether(texts, 'en', 18_000)).toBe('[Health check 2020-04-13] 测试小学: at 07:10, in 3 classes 15 of 120 have not reported (cut-off 07:30).\n一(3)班 9\n一(2)班 3: 王**, 李* https://x/r\n一(10)班 3')
})

it('as many in each: the grades stand as a school says them, not as their names sound', () => {
  const texts = ['三', '高一', '一', '二', '预初'].map((grade) => text({ class: `${grade}(1)班` }))
  expect(composeChaseTogether(texts, 'zh-CN', 18_000).split('\n').slice(1)).toEqual(['一(1)班 3 人', '二(1)班 3 人', '三(1)班 3 人', '预初(1)班 3 人', '高一(1)班 3 人'])
})

it('grades say which classes; classes that are called alike are told apart', () => {
  const grades = [text({ class: '', parts: [{ name: '一(1)班', missing: 3 }] }), text({ grade: '二年级', class: '', missing: 1 })]
  expect(composeChaseTogether(grades, 'zh-CN', 18_000).split('\n')).toEqual([expect.stringContaining('2 个年级应报 80 人，还有 4 人'), '一年级 3 人（一(1)班 3 人）', '二年级 1 人'])
  const alike = composeChaseTogether([text({ class: '1班' }), text({ grade: '二年级', class: '1班', missing: 2 })], 'zh-CN', 18_000)
  expect(alike.split('\n').slice(1)).toEqual(['一年级1班 3 人', '二年级1班 2 人'])
  expect([lineOfPart(alike, { grade: '二年级', class: '1班' }), lineOfPart(alike, { grade: '三年级', class: '1班' })]).toEqual(['二年级1班 2 人', ''])
})

it('however many and long they are, it is no longer than is taken, and no class is lost from the count', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 150 }), fc.integer({ min: 1, max: 60 }), fc.boolean(), (count, missing, withNames) => {
    const texts = Array.from({ length: count }, (_, n) => text({ class: `一(${n + 1})班`, missing, names: withNames ? Array.from({ length: missing }, () => '欧阳**') : null, link: 'https://liuse.example/r/abcdefghijklmnop' }))
    const said = composeChaseTogether(texts, 'zh-CN', 2_048)
    expect(Buffer.byteLength(said)).toBeLessThanOrEqual(2_048)
    const lines = said.split('\n').slice(1)
    const rest = Number(/^另有 (\d+) 个班/.exec(lines.at(-1)!)?.[1] ?? 0)
    expect(lines.length - (rest > 0 ? 1 : 0) + rest).toBe(count)
    expect(said).toContain(`还有 ${count * missing} 人未填报`)
  }))
})
