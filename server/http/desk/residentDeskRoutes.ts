import type { FastifyInstance, FastifyRequest } from 'fastify'
import { deskAnswer } from '../../desk/deskAnswer.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { numberOfId } from '../../merge/opaqueId.ts'
import type { PublicAddress } from '../../protocol/residents.ts'
import { bookingContact } from '../../residents/bookingContact.ts'
import { bookingViews, roundViews } from '../../residents/roundViews.ts'
import { confirmSelfReport } from '../../residents/confirmSelfReport.ts'
import { createPlaceTokens, type PlaceTokens } from '../../residents/createPlaceTokens.ts'
import { paperView } from '../../residents/paperView.ts'
import { qrSheet } from '../../residents/qrSheet.ts'
import { sendBookings } from '../../residents/sendBookings.ts'
import { userOf } from '../auth/userOf.ts'
import type { HttpContext } from '../context.ts'
import { failWith } from '../failWith.ts'
import { HttpProblem } from '../problems.ts'
import { publicAddress } from '../publicAddress.ts'
import { readParameter } from '../readQuery.ts'
import { readerLocale } from '../readerLocale.ts'
import { readBody, readTextField } from '../auth/readBody.ts'
import { unkeptWhenReady } from '../unkeptWhenReady.ts'

const SMALL_LIMIT_BYTES = 8_192
/** A committee's pick-up list. */
const BOOKINGS_LIMIT_BYTES = 1024 * 1024

/** Codes to print, rounds of masks, papers, and what an officer does with a self-report. */
export async function residentDeskRoutes(app: FastifyInstance, { service, audit, settings }: HttpContext): Promise<void> {
  app.addHook('onRequest', unkeptWhenReady(service))
  const hidden = { schema: { hide: true }, bodyLimit: SMALL_LIMIT_BYTES } as const
  const desk = () => service.desk
  let kept: PlaceTokens | null = null
  const leadsTo = (request: FastifyRequest, asked: string | undefined): PublicAddress => publicAddress(request, settings, asked)
  const tokens = (): PlaceTokens => (kept ??= createPlaceTokens(desk().context.store))

  app.get<{ Params: { placeId: string } }>('/api/v1/desk/qr-sheets/:placeId', hidden, async (request) => {
    const user = userOf(request)
    const sheet = await qrSheet(desk().context, desk().reachOf(user), tokens(), request.params.placeId, readParameter(request.query, 'units') === '1', leadsTo(request, readParameter(request.query, 'origin')))
    return sheet ?? failWith('unknown-place')
  })
  app.post('/api/v1/desk/codes/rotate', hidden, async (request) => {
    const version = tokens().rotate()
    audit.write({ account: userOf(request).id, action: 'rotate-codes', subject: '', details: { version } })
    return { version }
  })

  app.post<{ Params: { seq: string } }>('/api/v1/desk/self-reports/:seq/confirm', hidden, async (request) => {
    const { unit, seen, person } = readBody(request.body, ['unit', 'seen', 'person'])
    if (seen !== undefined && !Number.isSafeInteger(seen)) throw new HttpProblem('bad-body')
    const options = { unit: readTextField('unit', unit), seq: Number(request.params.seq), seen: seen as number | undefined, person: person === undefined ? undefined : readTextField('person', person) }
    return await confirmSelfReport(desk(), userOf(request), options, localeOf(request)) ?? failWith('unknown-place')
  })

  app.get('/api/v1/desk/rounds', hidden, async (request) => ({ rounds: roundViews(desk().context, desk().reachOf(userOf(request))) }))
  app.post('/api/v1/desk/rounds', hidden, async (request) => {
    const user = userOf(request)
    const reach = desk().reachOf(user)
    const { places, round } = (request.body ?? {}) as { places?: unknown; round?: unknown }
    const before = desk().context.known().maskRounds.rounds[numberOfId('r', round)]
    const wanted = Array.isArray(places) ? places.map((place) => numberOfId('n', place)) : []
    // Whoever has a part of the town opens rounds for parts of it, and changes no others.
    const isOwn = reach.hasEverything || (wanted.length > 0 && wanted.every(reach.hasPlace) && (before === undefined || (before.places.length > 0 && before.places.every(reach.hasPlace))))
    if (!isOwn) {
      const { field, code, reason } = rowProblem('places', 'outside-scope')
      return { accepted: 0, rev: service.rev(), problems: [{ index: 0, field, code, reason: reason[localeOf(request)] }], rounds: roundViews(desk().context, reach) }
    }
    const result = await desk().context.accept('rounds', [request.body], user.id)
    return { ...deskAnswer(result, localeOf(request)), rounds: roundViews(desk().context, desk().reachOf(user)) }
  })
  app.get<{ Params: { id: string } }>('/api/v1/desk/rounds/:id/bookings', hidden, async (request) =>
    bookingViews(desk().context, desk().reachOf(userOf(request)), request.params.id) ?? failWith('unknown-round'))
  app.post('/api/v1/desk/bookings', { ...hidden, bodyLimit: BOOKINGS_LIMIT_BYTES }, async (request) => {
    const { bookings } = readBody(request.body, ['bookings'])
    if (!Array.isArray(bookings)) throw new HttpProblem('bad-body')
    return sendBookings(desk(), userOf(request), bookings, localeOf(request))
  })
  app.post<{ Params: { seq: string } }>('/api/v1/desk/bookings/:seq/call', hidden, async (request) => {
    const user = userOf(request)
    const unit = readTextField('unit', readBody(request.body, ['unit']).unit)
    const number = numberOfId('u', unit)
    const seq = Number(request.params.seq)
    const { context } = desk()
    const isBooking = desk().reachOf(user).hasUnit(number) && context.known().records.ofUnit(number).some((record) => record.feed === 'booking' && record.seq === seq)
    if (!isBooking) failWith('unknown-place')
    const { phone, person } = bookingContact(context, { seq, unit: number })
    // The call itself is the entry; it is on disk before the number leaves.
    audit.write({ account: user.id, action: 'call-person', subject: person ?? unit, details: { unit, booking: seq } })
    return { tel: phone }
  })

  app.post('/api/v1/desk/papers', hidden, async (request) => {
    const user = userOf(request)
    const { unit, paper, inFull, origin } = readBody(request.body, ['unit', 'paper', 'inFull', 'origin'])
    if (inFull === true && !user.permissions.has('people.show')) throw new HttpProblem('not-allowed')
    const options = { unit: readTextField('unit', unit), paper: readTextField('paper', paper), inFull: inFull === true, leadsTo: leadsTo(request, origin === undefined ? undefined : readTextField('url', origin)) }
    return paperView(desk(), tokens(), user, options, localeOf(request)) ?? failWith('unknown-place')
  })
}

const localeOf = (request: FastifyRequest) => readerLocale(request.headers['accept-language'])
