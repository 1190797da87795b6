import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Reach } from '../../desk/createReach.ts'
import { idOf, numberOfId } from '../../merge/opaqueId.ts'
import type { ChaseDay, ChaseTargets, NamedList } from '../../protocol/school.ts'
import { dayToText } from '../../protocol/day.ts'
import type { ChaseTargetDraft } from '../../school/chase/chase.ts'
import { CHANNEL_KINDS, CHANNEL_NAMES, type ChannelKind } from '../../school/chase/channels/channelKinds.ts'
import { namedList } from '../../school/chase/namedList.ts'
import { pupilsOfCampus } from '../../school/links/classIndex.ts'
import { userOf } from '../auth/userOf.ts'
import { readBody, readTextField } from '../auth/readBody.ts'
import type { HttpContext } from '../context.ts'
import { HttpProblem } from '../problems.ts'
import { readDate, readParameter } from '../readQuery.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const SMALL_LIMIT_BYTES = 8_192
const TEST_MS = 15_000
const EVERY_CAMPUS = -1
const LONGEST_NAME = 60
const LONGEST_SECRET = 300

const TARGET_PROBLEMS: Record<string, [zh: string, en: string]> = {
  'unknown-step': ['没有这一步', 'no such step'],
  'unknown-kind': ['没有这种通道', 'no such kind of channel'],
  'bad-address': ['地址须为 https:// 开头，邮件须为一个邮箱地址', 'the address must begin with https://, for e-mail it is one mail address'],
}

const KINDS = CHANNEL_KINDS.map((key) => ({ key, name: CHANNEL_NAMES[key] }))

/** The chase of a morning: who is missing by name, what was done, and where messages go. */
export async function chaseRoutes(app: FastifyInstance, { service, audit }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true }, bodyLimit: SMALL_LIMIT_BYTES } as const
  const context = () => service.desk.context
  const reachOf = (request: FastifyRequest): Reach => service.desk.reachOf(userOf(request))
  const hasAllSchools = (request: FastifyRequest): boolean => userOf(request).scope.schools.includes('all')
  /** Any pupil of it within reach: a class teacher has a part of a campus. */
  const campusOf = (reach: Reach, id: unknown): number => {
    const campus = numberOfId('c', id)
    if (!reach.hasWholeCampus(campus) && !pupilsOfCampus(context(), campus).some(reach.hasStudent)) throw new HttpProblem('unknown-school')
    return campus
  }

  app.post('/api/v1/school/missing', hidden, async (request): Promise<NamedList> => {
    const body = readBody(request.body, ['campus', 'grade', 'class'])
    const reach = reachOf(request)
    const campus = campusOf(reach, body.campus)
    const question = { campus, grade: readTextField('grade', body.grade ?? '', LONGEST_NAME), class: readTextField('class', body.class ?? '', LONGEST_NAME) }
    // Before the first name leaves the house.
    audit.write({ account: userOf(request).id, action: 'pupils-named', subject: idOf('c', campus), details: { grade: question.grade, class: question.class } })
    return namedList(context(), reach, question)
  })

  app.get('/api/v1/school/chase', hidden, async (request): Promise<ChaseDay> => {
    const asked = readParameter(request.query, 'campus')
    const campus = asked === undefined && hasAllSchools(request) ? EVERY_CAMPUS : campusOf(reachOf(request), asked)
    const date = readParameter(request.query, 'day')
    const day = date === undefined ? service.today() : readDate(date)
    const reach = reachOf(request)
    const inScope = classesInReach(reach, campus)
    return { day: dayToText(day), steps: service.school.chase.steps(campus, day), taken: service.school.chase.ofDay(campus, day, campus === EVERY_CAMPUS || reach.hasWholeCampus(campus)).filter((row) => inScope(row.grade, row.class)), kinds: KINDS }
  })

  /** Steps of other classes of the same campus do not exist for a class teacher. */
  function classesInReach(reach: Reach, campus: number): (grade: string, className: string) => boolean {
    if (campus === EVERY_CAMPUS || reach.hasWholeCampus(campus)) return () => true
    const { studentGrade, texts } = context().known().registers
    const grades = new Set(pupilsOfCampus(context(), campus).filter(reach.hasStudent).map((student) => texts.textOf(studentGrade.values[student])))
    return (grade, className) => (className !== '' ? reach.hasClass(campus, grade, className) : grade === '' || grades.has(grade))
  }

  app.get('/api/v1/school/chase/targets', hidden, async (request): Promise<ChaseTargets> => {
    const reach = reachOf(request)
    const { campuses } = context().known().registers
    return {
      targets: service.school.chase.targets().filter(({ campus }) => (campus === null ? hasAllSchools(request) : reach.hasCampus(numberOfId('c', campus))))
        .map((target) => ({ ...target, campus: target.campus === null ? null : { id: target.campus, name: campuses[numberOfId('c', target.campus)]?.name ?? '' } })),
      kinds: KINDS, steps: service.school.chase.steps(), mayAll: hasAllSchools(request),
    }
  })

  app.post('/api/v1/school/chase/targets', hidden, async (request) => {
    const body = readBody(request.body, ['id', 'campus', 'grade', 'class', 'step', 'kind', 'address', 'secret', 'withNames', 'enabled'])
    const campus = readCampus(request, body.campus)
    if (body.id !== undefined) mayTouch(request, body.id)
    if (typeof body.withNames !== 'boolean' || typeof body.enabled !== 'boolean') throw new HttpProblem('bad-body')
    const draft: ChaseTargetDraft = {
      campus, grade: readTextField('grade', body.grade ?? '', LONGEST_NAME), class: readTextField('class', body.class ?? '', LONGEST_NAME), step: readTextField('step', body.step), kind: readTextField('kind', body.kind) as ChannelKind,
      withNames: body.withNames, enabled: body.enabled,
      ...(body.id === undefined ? {} : { id: readTextField('id', body.id) }),
      ...(body.address === undefined ? {} : { address: readTextField('channel', body.address, 1000).trim() }),
      ...(body.secret === undefined ? {} : { secret: readTextField('secret', body.secret, LONGEST_SECRET).trim() }),
    }
    const made = service.school.chase.setTarget(draft, userOf(request).id)
    if ('problem' in made) {
      if (made.problem === 'unknown-target') throw new HttpProblem('unknown-target')
      const [zh, en] = TARGET_PROBLEMS[made.problem]
      throw new HttpProblem('bad-target', { zh, en })
    }
    audit.write({ account: userOf(request).id, action: 'chase-channel-set', subject: campus < 0 ? 'all' : idOf('c', campus), details: { step: draft.step, kind: draft.kind, names: draft.withNames ? 1 : 0, enabled: draft.enabled ? 1 : 0 } })
    return made
  })

  app.delete<{ Params: { id: string } }>('/api/v1/school/chase/targets/:id', hidden, async (request) => {
    mayTouch(request, request.params.id)
    service.school.chase.removeTarget(request.params.id)
    audit.write({ account: userOf(request).id, action: 'chase-channel-remove', subject: request.params.id })
    return {}
  })

  app.post<{ Params: { id: string } }>('/api/v1/school/chase/targets/:id/test', hidden, async (request) => {
    mayTouch(request, request.params.id)
    const outcome = await service.school.chase.test(request.params.id, AbortSignal.timeout(TEST_MS))
    return { sent: outcome.is === 'sent', problem: outcome.is === 'sent' ? '' : outcome.problem }
  })

  app.post('/api/v1/school/chase/steps', hidden, async (request) => {
    if (!hasAllSchools(request)) throw new HttpProblem('unknown-school')
    const { minutes } = readBody(request.body, ['minutes'])
    if (!service.school.chase.setMinutes(minutes)) throw new HttpProblem('bad-steps')
    audit.write({ account: userOf(request).id, action: 'chase-steps', subject: 'all', details: minutes as Record<string, number> })
    return { steps: service.school.chase.steps() }
  })

  function readCampus(request: FastifyRequest, value: unknown): number {
    if (value === null || value === undefined) {
      if (hasAllSchools(request)) return EVERY_CAMPUS
      throw new HttpProblem('unknown-school')
    }
    return campusOf(reachOf(request), value)
  }

  /** A channel of somebody else's campus is none. */
  function mayTouch(request: FastifyRequest, id: unknown): void {
    const campus = typeof id === 'string' ? service.school.chase.campusOfTarget(id) : null
    if (campus === null || (campus < 0 ? !hasAllSchools(request) : !reachOf(request).hasCampus(campus))) throw new HttpProblem('unknown-target')
  }
}
