import { foldText } from '../../../merge/address/foldText.ts'
import { cellText } from '../cellText.ts'
import type { Cell } from '../Table.ts'
import { readSerial } from '../xlsx/readSerial.ts'
import { parseDate } from './parseDate.ts'
import type { DateContext } from './parseDate.ts'

export interface InstantContext extends DateContext {
  /** The zone's offset for times that name none: `+08:00`. */
  zoneOffset: string
}

/** Time behind a date; the date itself is read by parseDate. */
const TIME_AT_END = /(?:^|[ T日号])(上午|下午|凌晨|早上|中午|晚上)?(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d{1,9})?秒?|分)? ?(AM|PM)?(Z|[+-]\d{2}:?\d{2})?$/
const COMPACT = /^(\d{8}) ?(\d{2}):?(\d{2}):?(\d{2})$/

/**
 * The instant of a cell as ISO 8601 to the second with an offset (`2020-04-13T08:27:43+08:00`), or null: date and
 * time in any spelling of parseDate, `2020年4月13日 上午8时27分`, `4/13/2020 8:27 PM`, a serial number with a fraction,
 * ISO with its own offset (which is kept). A date without a time is null.
 */
export function parseInstant(cell: Cell, context: InstantContext): string | null {
  if (cell === null) return null
  if (typeof cell !== 'string') {
    const local = cell.kind === 'date' ? cell.value : serialInstant(cell.value, context)
    if (local === null || parseDate(local.slice(0, 10)) === null) return null
    return `${local}${context.zoneOffset}`
  }
  const text = foldText(cellText(cell)).toUpperCase().replace(/^'/, '').replace(/,/g, ' ').replace(/ +/g, ' ')
  if (text.length > 60) return null
  if (/^\d{5}\.\d+$/.test(text)) {
    const local = serialInstant(Number(text), context)
    return local === null ? null : `${local}${context.zoneOffset}`
  }
  const compact = COMPACT.exec(text)
  if (compact !== null) return instant(parseDate(compact[1]!, context), Number(compact[2]), Number(compact[3]), Number(compact[4]), context.zoneOffset)
  const match = TIME_AT_END.exec(text)
  if (match === null) return null
  const [, half, hourText, minuteText, secondText, meridiem, zone] = match
  const dateText = text.slice(0, match.index + (/[日号]/.test(text[match.index] ?? '') ? 1 : 0))
  let hour = Number(hourText)
  const isAfternoon = half === '下午' || half === '晚上' || meridiem === 'PM'
  if (isAfternoon && hour < 12) hour += 12
  else if ((meridiem === 'AM' || half === '凌晨' || half === '上午') && hour === 12) hour = 0
  const offset = zone === undefined ? context.zoneOffset : zone === 'Z' ? '+00:00' : zone.replace(/^(.\d{2}):?(\d{2})$/, '$1:$2')
  return instant(parseDate(dateText, context), hour, Number(minuteText), Number(secondText ?? 0), offset)
}

function instant(date: string | null, hour: number, minute: number, second: number, offset: string): string | null {
  if (date === null || hour > 23 || minute > 59 || second > 59) return null
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${offset}`
}

function serialInstant(serial: number, { epoch = 1900 }: InstantContext): string | null {
  // A whole number is a day, and a day is no instant.
  if (Number.isInteger(serial) || parseDate({ kind: 'number', value: Math.floor(serial), text: '', rounded: false }, { epoch }) === null) return null
  return readSerial(serial, epoch)
}
