/** Calendar arithmetic on `YYYY-MM-DD`; knows no zone and reads no clock. */
export function addDays(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}
