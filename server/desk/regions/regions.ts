import type { User } from '../../auth/user.ts'
import type { DeskAnswer, RegionLineView, RegionPreview } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'

/** The region list at the desk: what stands, what a change would do, and the change itself. */
export interface Regions {
  lines(): RegionLineView[]
  /** Nothing is written; counts within the user's scope. Lets others run all the while. */
  preview(user: User, lines: readonly unknown[], locale: Locale): Promise<RegionPreview>
  /** Writes the lines as entries of the log. */
  apply(user: User, lines: readonly unknown[], locale: Locale): Promise<DeskAnswer>
}
