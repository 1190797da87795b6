import type { Form } from './residents.ts'

/**
 * Versions below come with the program, those from here on are published at a desk: an update of the program that brings
 * a version of its own can never be taken for one that a bureau has published, nor an answer to the one for an answer to the other.
 */
export const FIRST_PUBLISHED_VERSION = 1001

/** The number of the version that follows these of one form. Pure. */
export const nextFormVersion = (versions: readonly Pick<Form, 'version'>[]): number => Math.max(FIRST_PUBLISHED_VERSION, ...versions.map(({ version }) => version + 1))
