import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { RosterRow, SchoolRow } from '../../../server/feeds/rows.ts'
import { createTestService } from '../../fixtures/createTestService.ts'
import type { BenchRow } from '../benchRow.ts'

const REPORTS = 130_000
const CAMPUSES = 199
const BATCH = 500
/** Each side runs so often, in turns; the medians are compared. */
const RUNS = 3
/** Bare inserts per second that ours must reach at least. */
const LEAST_SHARE = 1 / 6

/** 130,000 school checks through parse, log, merge, status and delta, against bare inserts of the same bodies. */
export async function runIngestBench(): Promise<BenchRow[]> {
  const bare: number[] = []
  const ours: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const day = `2020-04-${String(13 + run).padStart(2, '0')}`
    const bodies = createBodies(day)
    bare.push(insertBare(bodies))
    ours.push(await ingest(bodies, day))
  }
  const share = median(ours) / median(bare)
  return [
    { part: 'ingest', name: 'bare better-sqlite3 inserts', value: Math.round(median(bare)), unit: 'reports/s', limit: null, ok: true },
    { part: 'ingest', name: 'the whole pipeline', value: Math.round(median(ours)), unit: 'reports/s', limit: null, ok: true },
    { part: 'ingest', name: 'pipeline / bare', value: share, unit: '×', limit: LEAST_SHARE, ok: share >= LEAST_SHARE, note: 'at least' },
  ]
}

/** Batches of JSON as they would be posted; ids on every report, as a form's export has them. */
function createBodies(day: string): string[] {
  const bodies: string[] = []
  for (let from = 0; from < REPORTS; from += BATCH) {
    const rows: SchoolRow[] = []
    for (let pupil = from; pupil < from + BATCH; pupil++) {
      const minute = 330 + (pupil % 120)
      rows.push({
        id: `${day}-${pupil}`, submittedAt: `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:07+08:00`,
        school: `第${pupil % CAMPUSES}小学`, class: `三(${pupil % 7})班`, studentNo: String(20_200_000 + pupil), name: `学生${pupil}`,
        temperatureCelsius: 36 + (pupil % 10) / 10, symptoms: pupil % 400 === 0 ? ['咳嗽'] : [], healthCode: 'green', travelled: false,
        household: [{ relation: '父亲', healthCode: 'green' }, { relation: '母亲', healthCode: 'green' }],
      })
    }
    bodies.push(JSON.stringify(rows))
  }
  return bodies
}

function insertBare(bodies: string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'liuse-bench-'))
  const database = new Database(join(folder, 'bare.sqlite'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('create table log (seq integer primary key, received_at integer, key text unique, body text not null)')
  const insert = database.prepare('insert into log (received_at, key, body) values (?, ?, ?)')
  // The same bodies as texts, cut apart before the clock starts: the bare side only inserts.
  const batches = bodies.map((body) => (JSON.parse(body) as SchoolRow[]).map((row) => [row.id!, JSON.stringify(row)] as const))
  const startedAt = performance.now()
  for (const rows of batches) database.transaction(() => { for (const [id, body] of rows) insert.run(startedAt, id, body) })()
  const seconds = (performance.now() - startedAt) / 1000
  database.close()
  rmSync(folder, { recursive: true })
  return REPORTS / seconds
}

async function ingest(bodies: string[], day: string): Promise<number> {
  const test = await createTestService({ day })
  const roster: RosterRow[] = []
  for (let pupil = 0; pupil < REPORTS; pupil++) roster.push({ school: `第${pupil % CAMPUSES}小学`, grade: '三年级', class: `三(${pupil % 7})班`, studentNo: String(20_200_000 + pupil), name: `学生${pupil}` })
  for (let from = 0; from < REPORTS; from += 2000) await test.service.accept('roster', roster.slice(from, from + 2000), 'bench')
  test.service.snapshotBytes()
  const startedAt = performance.now()
  let accepted = 0
  for (const body of bodies) {
    accepted += (await test.service.accept('school', JSON.parse(body) as unknown[], 'bench')).accepted
    test.service.takeDelta()
  }
  const seconds = (performance.now() - startedAt) / 1000
  await test.remove()
  if (accepted !== REPORTS) throw new Error(`only ${accepted} of ${REPORTS} reports were accepted`)
  return REPORTS / seconds
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
