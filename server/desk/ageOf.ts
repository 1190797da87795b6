import { dayFromText, dayToText } from '../protocol/day.ts'

/** Age in whole years on a day, by the birthday in an 18-digit identity number; null when it has none. */
export function ageOf(idNumber: string, today: number): number | null {
  const match = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(idNumber)
  if (!match) return null
  const [, year, month, date] = match
  const born = dayFromText(`${year}-${month}-${date}`)
  if (born === null || born > today) return null
  const [nowYear, nowMonth, nowDate] = dayToText(today).split('-').map(Number)
  const hadBirthday = nowMonth > Number(month) || (nowMonth === Number(month) && nowDate >= Number(date))
  return nowYear - Number(year) - (hadBirthday ? 0 : 1)
}
