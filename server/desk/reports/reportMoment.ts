/** What a report counts, of everybody and every home, at one moment: dense columns by person and by unit. */
export interface ReportMoment {
  day: number
  rev: number
  /** NOWHERE (-1) for somebody whom no report has placed. */
  personUnit: Int32Array
  personStatus: Uint8Array
  personTags: Uint32Array
  /** Log sequence of the report that decided. */
  personSeq: Uint32Array
  /** Per event of the pack: how often it has happened to each person. */
  personEvents: Uint8Array[]
  unitStatus: Uint8Array
  unitTags: Uint32Array
}
