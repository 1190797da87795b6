/** What panels ask about rosters, calendars and homes once and keep for themselves; panels do not know the link. */
export { applyRoster, changeCalendar, changeRoster, fetchCalendar, fetchRoster, fetchUnmatched, matchHome, previewPromotion, previewRoster, promoteYears, readCalendar, type PromotionQuestion, type RosterChange } from '../../link/school/rosterApi.ts'
export { searchDesk } from '../../link/desk/deskApi.ts'
