/** The value of a datetime-local field (`2020-02-16T08:00`, in the deployment's zone) as epoch ms; NaN when it is none. */
export const instantOfLocal = (text: string, zoneOffsetMinutes: number): number => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) - zoneOffsetMinutes * 60_000 : NaN)

/** The other way round. */
export const localOfInstant = (epochMs: number, zoneOffsetMinutes: number): string => new Date(epochMs + zoneOffsetMinutes * 60_000).toISOString().slice(0, 16)
