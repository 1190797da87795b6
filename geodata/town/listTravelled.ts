import type { Town } from './createTown.ts'
import type { HomesPlan } from './planHomes.ts'

/** Identity numbers of the residents who came back within 14 days of the day `before` days before the base day. */
export function listTravelled(town: Town, plan: HomesPlan, before: number): Set<string> {
  const travelled = new Set<string>()
  for (const home of plan.homes) {
    if (home.kind !== 'stays') continue
    for (const { resident, arrived } of home.stays) {
      const { idNumber } = town.residents[resident]
      if (idNumber !== undefined && arrived >= before && arrived < before + 14) travelled.add(idNumber)
    }
  }
  return travelled
}
