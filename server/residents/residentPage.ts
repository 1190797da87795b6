import type { DeskContext } from '../desk/deskContext.ts'
import { formOn } from '../forms/forms.ts'
import { idOf } from '../merge/opaqueId.ts'
import { dayToText } from '../protocol/day.ts'
import type { Form, ResidentPageView } from '../protocol/residents.ts'
import { type CodeTarget, nameOfTarget } from './codeTarget.ts'
import { isOpenAt, namesOfPlaces } from './roundPlaces.ts'

/** Rounds are announced this long before they open, ms. */
const ANNOUNCED_MS = 7 * 86_400_000

/** What the page behind a code shows: forms and rounds, and where it hangs. */
export function residentPage(context: DeskContext, target: CodeTarget): ResidentPageView {
  const today = context.today()
  const now = context.now()
  const { maskRounds, formBook } = context.known()
  const forms = [...new Set(formBook.forms.map(({ id }) => id))].map((id) => formOn(id, today, formBook.forms)).filter((form): form is Form => form !== null && !form.audience)
  const rounds = maskRounds.rounds.flatMap((round, index) => round.closesAt <= now || round.opensAt - now > ANNOUNCED_MS ? [] : [{
    id: idOf('r', index), name: round.name, opensAt: round.opensAt, closesAt: round.closesAt, perHousehold: round.perHousehold, pickUp: round.pickUp,
    isHere: isOpenAt(context, round, target), where: namesOfPlaces(context, round.places), isOpen: round.opensAt <= now, hasLeft: maskRounds.left(index) >= round.perHousehold,
  }])
  return {
    place: nameOfTarget(context, target), asks: target.kind === 'unit' ? 'nothing' : target.kind === 'building' ? 'room' : 'address',
    today: dayToText(today), zoneOffsetMinutes: context.zoneOffsetMinutes(), forms, rounds,
  }
}
