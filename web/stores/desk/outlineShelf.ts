import { readOutline, type WalkOutline } from '../../desk/walkOutline.ts'
import { deviceStorage } from './deviceStorage.ts'

const PREFIX = 'liuse.desk.outline.'
/** The buildings of a long day; the one opened longest ago makes room. */
const MOST_OUTLINES = 20
const orderKey = (account: string): string => `${PREFIX}${account}`
const keyOf = (account: string, building: string): string => `${PREFIX}${account}/${building}`

/** Outlines of the buildings that an account opened on this device, newest first; gone when the session is. */
export const outlineShelf = {
  put(account: string, outline: WalkOutline): void {
    if (!deviceStorage.write(keyOf(account, outline.id), JSON.stringify(outline))) return
    const order = [outline.id, ...orderOf(account).filter((id) => id !== outline.id)]
    for (const id of order.slice(MOST_OUTLINES)) deviceStorage.remove(keyOf(account, id))
    deviceStorage.write(orderKey(account), JSON.stringify(order.slice(0, MOST_OUTLINES)))
  },
  read: (account: string, building: string): WalkOutline | null => readOutline(deviceStorage.read(keyOf(account, building))),
  list: (account: string): WalkOutline[] => orderOf(account).flatMap((id) => outlineShelf.read(account, id) ?? []),
  remove: (account: string, building: string): void => deviceStorage.remove(keyOf(account, building)),
  /** Everybody's. */
  clear: (): void => deviceStorage.clear(PREFIX),
}

function orderOf(account: string): string[] {
  try {
    const order: unknown = JSON.parse(deviceStorage.read(orderKey(account)) ?? '[]')
    return Array.isArray(order) ? order.filter((id): id is string => typeof id === 'string') : []
  } catch {
    return []
  }
}
