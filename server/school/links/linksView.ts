import type { Reach } from '../../desk/createReach.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import { yieldToOthers } from '../../feeds/sheet/yieldToOthers.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import type { ClassLinks, LinksView } from '../../protocol/checks.ts'
import type { PublicAddress, QrSheet } from '../../protocol/residents.ts'
import { STAFF_CLASS } from '../../protocol/school.ts'
import { drawCode } from '../../residents/drawCode.ts'
import type { ClassCodeRow } from '../../store/tables.ts'
import { classIndex } from './classIndex.ts'
import type { ClassTokens } from './classTokens.ts'

/** About 10 ms of drawing. */
const CODES_A_TURN = 5

interface ClassOfCampus { grade: string; class: string; pupils: number; staff?: true }

/** Classes of a campus with a pupil within reach, by grade and name, and behind them those who work there. */
function classesOf(context: DeskContext, reach: Reach, campus: number): ClassOfCampus[] {
  const { texts, studentGrade } = context.known().registers
  const inOrder = new Intl.Collator('zh-CN', { numeric: true })
  const ofCampus = classIndex(context).get(campus)
  const staff: ClassOfCampus[] = ofCampus && ofCampus.staff.some((student) => reach.hasStudent(student)) ? [{ grade: '', class: STAFF_CLASS, pupils: ofCampus.staff.length, staff: true }] : []
  return [...ofCampus?.classes ?? []].flatMap(([name, students]) =>
    students.some((student) => reach.hasStudent(student)) ? [{ grade: texts.textOf(studentGrade.values[students[0]]), class: texts.textOf(name), pupils: students.length }] : [])
    .sort((a, b) => gradeNumber(a.grade) - gradeNumber(b.grade) || inOrder.compare(a.grade, b.grade) || inOrder.compare(a.class, b.class)).concat(staff)
}

const GRADES = '一二三四五六七八九'
/** 二年级 comes after 一年级, which no alphabet knows. */
const gradeNumber = (grade: string): number => GRADES.indexOf(grade[0]) + 1 || Number.MAX_SAFE_INTEGER

/** Campuses within reach, and the classes of one of them with their code and their teachers' links. */
export function linksView(context: DeskContext, reach: Reach, tokens: ClassTokens, asked: string | undefined): LinksView {
  const { registers } = context.known()
  const campuses = registers.campuses.flatMap(({ name }, campus) => {
    const classes = reach.hasCampus(campus) ? classesOf(context, reach, campus).length : 0
    return classes === 0 ? [] : [{ id: idOf('c', campus), name, classes }]
  })
  const chosen = campuses.find(({ id }) => id === asked) ?? (campuses.length === 1 ? campuses[0] : undefined)
  if (!chosen) return { campuses, campus: null, classes: [] }
  const campus = numberOfId('c', chosen.id)
  const classes = classesOf(context, reach, campus)
  const codes = context.store.classTables.codesOf(campus, classes.map(({ class: name }) => name), context.now())
  return { campuses, campus: chosen.id, classes: classes.map((one, index) => describe(context, tokens, codes[index], one)) }
}

/** One class within reach, or null. */
export function linksOfClass(context: DeskContext, reach: Reach, tokens: ClassTokens, id: string): { code: ClassCodeRow; links: ClassLinks } | null {
  const number = /^q([0-9a-z]{1,8})$/.exec(id)
  const code = number && context.store.classTables.code(parseInt(number[1], 36))
  const one = code && reach.hasCampus(code.campus) ? classesOf(context, reach, code.campus).find(({ class: name }) => name === code.class) : undefined
  return code && one ? { code, links: describe(context, tokens, code, one) } : null
}

function describe(context: DeskContext, tokens: ClassTokens, code: ClassCodeRow, one: ClassOfCampus): ClassLinks {
  const teachers = context.store.classTables.linksOf(code.id, context.now())
  return {
    id: `q${code.id.toString(36)}`, campus: idOf('c', code.campus), ...one, version: code.version, path: `/r/${tokens.signClass(code.id, code.version)}`,
    teachers: teachers.map((link) => ({ id: `t${link.id.toString(36)}`, madeAt: link.made_at, madeBy: context.nameOfAuthor(link.made_by), expiresAt: link.expires_at })),
  }
}

/** The codes to print of a campus's classes, or of one class: others are let in between. Null: none such within reach. */
export async function classSheet(context: DeskContext, reach: Reach, tokens: ClassTokens, of: string, leadsTo: PublicAddress): Promise<QrSheet | null> {
  const one = linksOfClass(context, reach, tokens, of)?.links
  const view = linksView(context, reach, tokens, one?.campus ?? of)
  if (view.campus === null || view.campus !== (one?.campus ?? of)) return null
  const codes: QrSheet['codes'] = []
  for (const { id, class: label, path, staff } of one ? [one] : view.classes) {
    codes.push({ id, label, path, ...(staff && { isOfStaff: true }), ...drawCode(leadsTo.origin + path) })
    if (codes.length % CODES_A_TURN === 0) await yieldToOthers()
  }
  const { name } = view.campuses.find(({ id }) => id === view.campus)!
  return { title: one ? `${name} ${one.class}` : name, codes, leadsTo }
}
