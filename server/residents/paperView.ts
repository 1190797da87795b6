import type { User } from '../auth/user.ts'
import type { Desk } from '../desk/desk.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import { PAPERS, type PersonView, RELEASE_CERTIFICATE } from '../protocol/desk.ts'
import type { Locale } from '../protocol/entities.ts'
import type { PaperView, PublicAddress } from '../protocol/residents.ts'
import type { PlaceTokens } from './createPlaceTokens.ts'
import { qrCode } from './qrSheet.ts'

/**
 * What a paper for a household is filled with. Names and numbers are masked unless `inFull`; each person then has an audit
 * entry before anything is returned, and the caller has made sure that the user may. Null when the unit is out of reach or
 * there is no such paper.
 */
export function paperView(desk: Desk, tokens: PlaceTokens, user: User, options: { unit: string; paper: string; inFull: boolean; leadsTo: PublicAddress }, locale: Locale): PaperView | null {
  const { unit, paper, inFull, leadsTo } = options
  const card = (PAPERS as readonly string[]).includes(paper) ? desk.unit(user, unit, locale) : null
  if (!card) return null
  const { context } = desk
  const people = peopleOnPaper(card.people.filter(({ lives }) => lives), paper, context.pack.desk?.caredFor ?? [])
  const named = (kind: string): string => card.path.find((node) => node.kind === kind)?.name ?? ''
  return {
    paper, unit, address: `${named('compound')} ${card.building.label} ${card.room}`.trim(), committee: named('committee'), subdistrict: named('subdistrict'),
    day: card.day, shown: inFull, seq: card.seq, observationDays: context.pack.desk?.observationDays ?? 0,
    people: people.map((person) => lineOf(inFull ? desk.show(user, person.id, unit, locale) ?? person : person)),
    code: qrCode(context, tokens, unit, { kind: 'unit', unit: numberOfId('u', unit) }, leadsTo.origin), leadsTo,
    handedOut: card.papers.filter((handed) => handed.paper === paper).map(({ on, by }) => ({ on, by })),
  }
}

/** A certificate names who has been released, and nobody else; the others name who is under management, else everybody at home. */
function peopleOnPaper(people: PersonView[], paper: string, caredFor: readonly number[]): PersonView[] {
  if (paper === RELEASE_CERTIFICATE) return people.filter(({ releasedOn }) => releasedOn !== null)
  const cared = people.filter(({ observation, status }) => observation !== null && status !== null && caredFor.includes(status))
  return cared.length > 0 ? cared : people
}

function lineOf({ id, name, idNumber, observation, whereabouts, releasedOn }: PersonView): PaperView['people'][number] {
  return { id, name, idNumber, origin: whereabouts?.origin ?? '', arrivedOn: observation?.arrivedOn ?? whereabouts?.returnedOn ?? null, dueOn: observation?.dueOn ?? null, releasedOn }
}
