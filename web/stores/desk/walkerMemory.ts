import { deviceStorage } from './deviceStorage.ts'

const KEY = 'liuse.desk.walker'

/** Who was signed in here when there was last a line, as far as a walk without one needs it: an opaque id, no name. */
export interface Walker { account: string; zoneOffsetMinutes: number }

export const walkerMemory = {
  keep: (walker: Walker): void => void deviceStorage.write(KEY, JSON.stringify(walker)),
  forget: (): void => deviceStorage.remove(KEY),
  read(): Walker | null {
    try {
      const { account, zoneOffsetMinutes } = JSON.parse(deviceStorage.read(KEY) ?? '') as Partial<Record<keyof Walker, unknown>>
      return typeof account === 'string' && typeof zoneOffsetMinutes === 'number' ? { account, zoneOffsetMinutes } : null
    } catch {
      return null
    }
  },
}
