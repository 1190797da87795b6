/** The day `count` days after `day` (`YYYY-MM-DD`), before it when negative. */
export const addDays = (day: string, count: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
