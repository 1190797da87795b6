import type { PersonView } from '../../server/protocol/desk.ts'

/** Whether somebody on a card is still at home there on a day (`YYYY-MM-DD`), as far as anybody has said: not elsewhere, and no end of the residence before. */
export const isResidentOn = ({ lives, status, to }: Pick<PersonView, 'lives' | 'status' | 'to'>, day: string): boolean =>
  (lives || status === null) && (to === null || to >= day)
