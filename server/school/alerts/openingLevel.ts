import type { AlertRow } from '../../feeds/alert/alertRow.ts'
import type { AlertRules } from '../../packs/alertRules.ts'
import { STAFF_CLASS } from '../../protocol/school.ts'

/** At whose level an alert about somebody of a class opens: of a pupil at the first. Pure. */
export const openingLevel = ({ staffLevel }: Pick<AlertRules, 'staffLevel'>, className: string): Pick<AlertRow, 'level'> => (className === STAFF_CLASS && staffLevel > 0 ? { level: staffLevel } : {})
