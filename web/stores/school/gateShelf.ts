import type { GatePassReport } from '../../../server/protocol/gate.ts'
import { type KeptList, readKeptList } from '../../desk/gate/keptList.ts'
import { deviceStorage } from '../desk/deviceStorage.ts'

/** A pass that waits for the line, with the campus that it is of. Opaque: ids, keys, degrees. */
export interface WaitingPass extends GatePassReport { campus: string }

const PASSES = 'liuse.gate.pass.'
const LIST = 'liuse.gate.list.'
const passKey = (account: string, id: string): string => `${PASSES}${account}/${id}`
const listKey = (account: string, campus: string): string => `${LIST}${account}/${campus}`

/** What the gate's page leaves on the device: passes that wait, each under its own key and author; and the day's list. */
export const gateShelf = {
  putPass: (account: string, pass: WaitingPass): boolean => deviceStorage.write(passKey(account, pass.id), JSON.stringify(pass)),
  takePass: (account: string, id: string): void => deviceStorage.remove(passKey(account, id)),
  /** In the order in which they happened. */
  passesOf: (account: string): WaitingPass[] => deviceStorage.takeStock(passKey(account, ''), readPass).sort((a, b) => a.at - b.at),
  putList: (account: string, list: KeptList): boolean => deviceStorage.write(listKey(account, list.campus), JSON.stringify(list)),
  list: (account: string, campus: string, day: string): KeptList | null => readKeptList(deviceStorage.read(listKey(account, campus)), day),
  /** The lists of everybody; what waits to be sent stays. */
  clearLists: (): void => deviceStorage.clear(LIST),
}

function readPass(text: string | null): WaitingPass | null {
  try {
    const pass = JSON.parse(text ?? '') as WaitingPass
    return typeof pass?.id === 'string' && typeof pass.campus === 'string' && typeof pass.at === 'number' ? pass : null
  } catch {
    return null
  }
}
