import type { GateDay } from '../../../server/protocol/gate.ts'

/**
 * As much of the day's list as may lie on the device for an opening without a line: opaque ids, keys of numbers, and who
 * is to be stopped. No name, no class, no reason: those come with the line.
 */
export interface KeptList {
  day: string
  campus: string
  salt: string
  feverTenths: GateDay['feverTenths']
  pupils: [id: string, lookups: number[], isStopped: 0 | 1][]
}

export const keptListOf = ({ day, campus, salt, feverTenths, pupils }: Pick<GateDay, 'day' | 'campus' | 'salt' | 'feverTenths' | 'pupils'>): KeptList =>
  ({ day, campus: campus.id, salt, feverTenths, pupils: pupils.map(({ id, lookups, decision }) => [id, lookups, decision === 'stopped' ? 1 : 0]) })

/** What lies there, when it is a list of that day; null for anything else. */
export function readKeptList(text: string | null, day: string): KeptList | null {
  try {
    const kept = JSON.parse(text ?? '') as KeptList
    const isList = kept.day === day && typeof kept.salt === 'string' && typeof kept.campus === 'string' && Array.isArray(kept.pupils) && typeof kept.feverTenths?.forehead === 'number'
    return isList && kept.pupils.every((row) => Array.isArray(row) && typeof row[0] === 'string' && Array.isArray(row[1])) ? kept : null
  } catch {
    return null
  }
}
