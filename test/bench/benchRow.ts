/** One figure of a bench. `limit` is what it must not pass (null: only told); `ok` is false where it does. */
export interface BenchRow {
  part: string
  name: string
  value: number
  unit: string
  limit: number | null
  ok: boolean
  note?: string
}
