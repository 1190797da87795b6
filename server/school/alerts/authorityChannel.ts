/** Channel of the outbox by which alerts reach the health authority. */
export const AUTHORITY_CHANNEL = 'health-authority'
