import { rowProblem } from '../../feeds/reasons.ts'
import type { DeskContext } from '../../desk/deskContext.ts'
import type { GateRow } from '../../feeds/rows.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { RowProblem } from '../../packs/pack.ts'
import type { GateDeviceRow } from '../../store/tables.ts'
import type { Devices } from './createDevices.ts'
import { correctInstant } from './estimateSkew.ts'
import type { DeviceBatchAnswer } from './gate.ts'
import { readDeviceBatch } from './readDeviceBatch.ts'
import { adapterOf } from './readingAdapters.ts'

/** Terminals that were offline for a week send more in several batches. */
const MOST_READINGS = 20_000
const ROWS_PER_SLICE = 2_000
/** More is a device's own memory of what it told us before we had a word for it. */
const MOST_REJECTED = 200

/** A device's readings as rows of the feed `gate`, in the device's name and under its own campus; its clock is put right. */
export async function takeBatch(context: DeskContext, devices: Devices, device: Readonly<GateDeviceRow>, payload: unknown, { clockIsFresh, locale }: { clockIsFresh: boolean; locale: Locale }): Promise<DeviceBatchAnswer> {
  const now = context.now()
  const adapter = adapterOf(device.kind)!
  const { clock, readings } = readDeviceBatch(adapter, payload, context.zoneOffsetMinutes())
  // A clock that comes late looks behind; only one that is ahead all the same tells something.
  const usable = clock !== null && (clockIsFresh || clock > now) ? clock : null
  const skewMs = devices.hear(device.id, now, usable, readings.length > 0)
  const school = context.known().registers.campuses[device.campus].name
  const rejected: DeviceBatchAnswer['rejected'] = []
  const refuse = (index: number, problem: RowProblem): void => {
    if (rejected.length === 0) devices.noteProblem(device.id, problem.code)
    if (rejected.length < MOST_REJECTED) rejected.push({ index, field: problem.field, code: problem.code, reason: problem.reason[locale] })
  }
  const rows: GateRow[] = []
  const indexes: number[] = []
  readings.forEach(({ reading, problem }, index) => {
    if (index >= MOST_READINGS) {
      if (index === MOST_READINGS) refuse(index, rowProblem('readings', 'too-many'))
      return
    }
    if (!reading) return refuse(index, problem!)
    const { id, at, ...said } = reading
    const measuredAt = correctInstant(at, skewMs)
    if (!Number.isFinite(new Date(measuredAt).getTime())) return refuse(index, rowProblem('measuredAt', 'not-an-instant'))
    // What somebody's own device calls its readings may be what another calls its own.
    rows.push({ id: `${device.id} ${id}`, measuredAt: new Date(measuredAt).toISOString(), ...(measuredAt !== at && { deviceAt: at }), device: device.id, school, ...said })
    indexes.push(index)
  })
  const answer: DeviceBatchAnswer = { accepted: 0, duplicates: 0, rejected, rev: context.known().rev, now, skewMs }
  for (let start = 0; start < rows.length; start += ROWS_PER_SLICE) {
    const result = await context.accept('gate', rows.slice(start, start + ROWS_PER_SLICE), device.id)
    answer.accepted += result.accepted
    answer.duplicates += result.duplicates
    answer.rev = result.rev
    for (const problem of result.rejected) refuse(indexes[start + problem.index], problem)
  }
  return answer
}
