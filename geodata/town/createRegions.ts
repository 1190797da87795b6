import type { RegionRow } from '../../server/feeds/rows.ts'
import { addDays } from './addDays.ts'

/**
 * The region list on the base day. It was widened twice while people were under observation and one place was
 * taken off, so that the rule of the worst class in force on days 0 to 13 has something to do.
 */
export function createRegions(baseDay: string): RegionRow[] {
  const on = (days: number): string => addDays(baseDay, days)
  return [
    { region: '湖北', level: 'key', from: on(-70) },
    { region: '浙江温州', level: 'concern', from: on(-60) },
    { region: '浙江台州', level: 'concern', from: on(-60), to: on(-5) },
    { region: '河南信阳', level: 'concern', from: on(-48) },
    { region: '广东深圳', level: 'concern', from: on(-45) },
    { region: '安徽阜阳', level: 'concern', from: on(-40) },
    { region: '江西南昌', level: 'concern', from: on(-12) },
    { region: '湖南岳阳', level: 'concern', from: on(-8) },
  ]
}
