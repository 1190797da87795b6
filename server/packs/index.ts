import { epidemicPack } from './epidemic/epidemicPack.ts'
import type { Pack } from './pack.ts'

/** A pack with its own fact and reference types hidden: the engine passes them back and never looks inside. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyPack = Pack<any, any>

/** The packs that this deployment can run, by id. */
export const PACKS: Readonly<Record<string, AnyPack>> = { [epidemicPack.description.id]: epidemicPack }

export const DEFAULT_PACK: AnyPack = epidemicPack
