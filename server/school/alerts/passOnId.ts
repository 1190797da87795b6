import { hash53 } from '../../protocol/hash53.ts'

/** Id of the message that passes an alert on: the same after a restart, another when it is passed on again. */
export const passOnId = (key: string, seq: number): string => `pass-on:${hash53(key).toString(36)}:${seq}`
