/** Monday to Friday. */
export function isSchoolDay(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number)
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay()
  return weekday !== 0 && weekday !== 6
}
