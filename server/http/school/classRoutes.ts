import type { FastifyInstance, FastifyRequest } from 'fastify'
import { minuteNow } from '../../desk/minuteNow.ts'
import { normalizeStudentNo } from '../../feeds/rowChecks/normalizeStudentNo.ts'
import { ABSENCE_KINDS } from '../../protocol/school.ts'
import type { CheckAnswer, CheckPageView, ClassActAnswer, ClassView, KnownChild } from '../../protocol/checks.ts'
import { dayToText } from '../../protocol/day.ts'
import { actOnClass } from '../../school/links/actOnClass.ts'
import { checkFormOn } from '../../school/links/checkForms.ts'
import { type ClassDoor, type ClosedDoor, openClassCode, openClassLink } from '../../school/links/classDoor.ts'
import { type ClassTokens, createClassTokens } from '../../school/links/classTokens.ts'
import { classView } from '../../school/links/classView.ts'
import { cutOffMinuteOf } from '../../school/links/cutOffMinuteOf.ts'
import { findPupil } from '../../school/links/pupilOfClass.ts'
import { sentMinute, submitCheck } from '../../school/links/submitCheck.ts'
import { maskedPupil } from '../../school/pupilName.ts'
import { readTextField } from '../auth/readBody.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem, type ProblemCode } from '../problems.ts'
import { readerLocale } from '../readerLocale.ts'
import { callerAddress } from '../residents/callerAddress.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const BODY_LIMIT_BYTES = 16 * 1024
const TEN_MINUTES = 10 * 60_000
/**
 * A school behind one Wi-Fi is one address with a thousand children, so what goes well is never counted by address: it is
 * counted by child and by class, whom no sender can multiply. Only pages, tries to name a child, and what failed are.
 */
const PAGES_PER_ADDRESS = { max: 6_000, timeWindow: TEN_MINUTES } as const
const FAILURES_PER_ADDRESS = { max: 300, timeWindow: TEN_MINUTES } as const
/** A thousand children named by both parents on the first morning, with some slips. */
const TRIES_PER_ADDRESS = { max: 4_000, timeWindow: TEN_MINUTES } as const
/** Sixty children, two parents, and as many slips. */
const TRIES_PER_CLASS = { max: 300, timeWindow: TEN_MINUTES } as const
/** Both parents, on two devices each, with slips. Numbers run on, so this is what keeps names from being tried through. */
const TRIES_PER_NUMBER = { max: 12, timeWindow: 60 * 60_000, cache: 20_000 } as const
/** Both parents, who correct themselves. The children counted last are remembered: none can be made up to push others out. */
const POSTS_PER_CHILD = { max: 12, timeWindow: 60 * 60_000, cache: 20_000 } as const
const POSTS_PER_CLASS = { max: 400, timeWindow: TEN_MINUTES } as const
/** A teacher who works through the whole class twice. */
const ACTS_PER_LINK = { max: 600, timeWindow: TEN_MINUTES } as const
const MOST_CHILDREN = 12
const PAGE_ID = /^[\w-]{8,64}$/

const CLOSED_CODE: Record<ClosedDoor, ProblemCode> = { unknown: 'unknown-class-code', outdated: 'outdated-class-code', gone: 'class-gone', over: 'link-over' }
const CLOSED_LINK: Record<ClosedDoor, ProblemCode> = { ...CLOSED_CODE, unknown: 'unknown-link' }

type Limit = ReturnType<FastifyInstance['createRateLimit']>
interface Tokened { Params: { token: string } }

/** The page of a class, for whoever has its code, and the link of its teacher. No roster is ever listed to a parent, and no answer that anybody gave to anyone. */
export async function classRoutes(app: FastifyInstance, { service, settings }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const context = () => service.desk.context
  let kept: ClassTokens | null = null
  const tokens = (): ClassTokens => (kept ??= createClassTokens(context().store))

  const keys = new WeakMap<FastifyRequest, string>()
  const byKey = (request: FastifyRequest): string => keys.get(request) ?? ''
  const perAddress = (limit: { max: number; timeWindow: number }): Limit => app.createRateLimit({ ...limit, keyGenerator: callerAddress })
  const perKey = (limit: { max: number; timeWindow: number }): Limit => app.createRateLimit({ ...limit, keyGenerator: byKey })
  const [pages, failures, triesOfAddress] = [PAGES_PER_ADDRESS, FAILURES_PER_ADDRESS, TRIES_PER_ADDRESS].map(perAddress)
  const [triesOfClass, triesOfNumber, postsOfChild, postsOfClass, actsOfLink] = [TRIES_PER_CLASS, TRIES_PER_NUMBER, POSTS_PER_CHILD, POSTS_PER_CLASS, ACTS_PER_LINK].map(perKey)
  const spend = async (limit: Limit, request: FastifyRequest, key?: string): Promise<void> => {
    if (key !== undefined) keys.set(request, key)
    const { isExceeded } = await limit(request) as { isExceeded?: boolean }
    if (isExceeded) throw new HttpProblem('too-often')
  }
  /** Counts what failed against its address; always throws. */
  const fail = async (request: FastifyRequest, code: ProblemCode): Promise<never> => {
    await spend(failures, request)
    throw new HttpProblem(code)
  }
  const openCode = async (request: FastifyRequest<Tokened>): Promise<ClassDoor> => {
    const door = openClassCode(context(), tokens(), request.params.token)
    return typeof door === 'string' ? fail(request, CLOSED_CODE[door]) : door
  }
  const openLink = async (request: FastifyRequest<Tokened>): Promise<Exclude<ReturnType<typeof openClassLink>, string>> => {
    const door = openClassLink(context(), request.params.token, context().now())
    return typeof door === 'string' ? fail(request, CLOSED_LINK[door]) : door
  }
  const describe = (student: number): KnownChild => ({ child: tokens().signChild(student), ...maskedPupil(context(), student), sentAt: sentMinute(context(), student), expected: context().known().expectedOn(student, context().today()) })
  const hidden = { schema: { hide: true }, bodyLimit: BODY_LIMIT_BYTES } as const

  app.get<Tokened>('/api/v1/school/classes/:token', hidden, async (request): Promise<CheckPageView> => {
    await spend(pages, request)
    const { school, className, code, isOfStaff } = await openCode(request)
    const today = context().today()
    return { school, class: className, today: dayToText(today), cutOffMinute: cutOffMinuteOf(context(), code.campus), form: checkFormOn(context().known().formBook.forms, today, isOfStaff), ...(isOfStaff && { isOfStaff }) }
  })

  app.post<Tokened>('/api/v1/school/classes/:token/pick', hidden, async (request): Promise<KnownChild> => {
    await spend(triesOfAddress, request)
    const door = await openCode(request)
    const { studentNo, name } = bodyOf(request)
    await spend(triesOfClass, request, `q${door.code.id}`)
    await spend(triesOfNumber, request, `${door.code.id} ${typeof studentNo === 'string' ? normalizeStudentNo(studentNo.slice(0, 64)) : ''}`)
    const student = findPupil(context(), door, studentNo, name)
    if (student < 0) throw new HttpProblem(door.isOfStaff ? 'unknown-staff' : 'unknown-child')
    return describe(student)
  })

  app.post<Tokened>('/api/v1/school/classes/:token/today', hidden, async (request): Promise<{ children: KnownChild[] }> => {
    await spend(pages, request)
    const door = await openCode(request)
    const { children } = bodyOf(request)
    if (!Array.isArray(children) || children.length > MOST_CHILDREN) throw new HttpProblem('bad-body')
    return { children: children.flatMap((child) => childOf(door, child).map(describe)) }
  })

  app.post<Tokened>('/api/v1/school/classes/:token', hidden, async (request): Promise<CheckAnswer> => {
    const door = await openCode(request)
    const { id, child, version, answers, openedOn, again, website } = bodyOf(request)
    if (typeof id !== 'string' || !PAGE_ID.test(id)) throw new HttpProblem('bad-body')
    // A program that fills in what people cannot see learns nothing: it is thanked, and nothing is kept.
    if (website !== undefined && website !== '') return { state: 'received', minute: minuteNow(context()) }
    const [student] = childOf(door, child)
    if (student === undefined) return fail(request, 'unknown-child')
    await spend(postsOfChild, request, `s${student}`)
    await spend(postsOfClass, request, `q${door.code.id}`)
    return submitCheck(context(), door, student, door.isOfStaff ? { by: 'pupil', author: 'staff' } : { by: 'parent', author: 'parent' }, { id, version, answers, openedOn, again: again === true }, localeOf(request))
  })
  /** The pupil behind a token that a device kept, if it still is one of the class. */
  const childOf = (door: ClassDoor, child: unknown): number[] => {
    const student = tokens().openChild(child)
    return student !== null && door.students.includes(student) ? [student] : []
  }

  app.get<Tokened>('/api/v1/school/class-links/:token', hidden, async (request): Promise<ClassView> => {
    await spend(pages, request)
    const door = await openLink(request)
    return classView(context(), tokens(), door, door.link.expires_at, settings.publicUrl)
  })

  app.post<Tokened>('/api/v1/school/class-links/:token', hidden, async (request): Promise<ClassActAnswer> => {
    const door = await openLink(request)
    const body = bodyOf(request)
    if (typeof body.id !== 'string' || !PAGE_ID.test(body.id)) throw new HttpProblem('bad-body')
    if (body.kind !== undefined && !(ABSENCE_KINDS as readonly unknown[]).includes(body.kind)) throw new HttpProblem('bad-body')
    readTextField('student', body.pupil)
    await spend(actsOfLink, request, `t${door.link.id}`)
    return await actOnClass(context(), door, body, localeOf(request)) ?? fail(request, 'unknown-child')
  })
}

function bodyOf({ body }: FastifyRequest): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new HttpProblem('bad-body')
  return body as Record<string, unknown>
}

const localeOf = (request: FastifyRequest) => readerLocale(request.headers['accept-language'])
