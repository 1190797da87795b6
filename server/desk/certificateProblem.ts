import { rowProblem } from '../feeds/reasons.ts'
import { numberOfId } from '../merge/opaqueId.ts'
import type { RowProblem } from '../packs/pack.ts'
import { RELEASE_CERTIFICATE } from '../protocol/desk.ts'
import type { DeskContext } from './deskContext.ts'
import { releasedOn } from './releasedOn.ts'

/** A certificate of release is for somebody of the home who has been released, and for nobody else; for the home as a whole somebody must have been. */
export function certificateProblem(context: DeskContext, kind: string, row: Record<string, unknown>): RowProblem | null {
  if (kind !== 'paper' || row.paper !== RELEASE_CERTIFICATE) return null
  const live = context.live()
  const named = typeof row.person === 'string' ? numberOfId('p', row.person) : null
  const isFor = live.peopleIn(numberOfId('u', row.unit)).some((person) => (named === null || person === named) && releasedOn(context, person) !== null)
  return isFor ? null : rowProblem('person', 'not-released')
}
