/** What the panel of cards asks once and keeps for itself; panels do not know the link. */
export { giveCards, previewCards } from '../../link/school/gateApi.ts'
