import type { FastifyRequest } from 'fastify'
import { COORDINATE_SYSTEMS, type CoordinateSystem, isCoordinateSystem } from '../feeds/importKinds.ts'
import { dayFromText } from '../protocol/day.ts'
import { readTextField } from './auth/readBody.ts'
import { problemOf } from './handleErrors.ts'
import { HttpProblem } from './problems.ts'
import { readParameter } from './readQuery.ts'

const LONGEST_LIST_NAME = 60
/** A path of either kind; the name is only looked at (a year may stand in it), never opened. */
const LONGEST_FILE_NAME = 200

/** A file to import, and what it does not say itself. */
export interface ImportUpload {
  fileName: string
  bytes: Uint8Array
  crs: CoordinateSystem | undefined
  /** Of a verification list: its name, and the day (`YYYY-MM-DD`) by which rows without one are due. */
  list?: string
  dueOn?: string
}

/** The fields `file`, `crs` (also as a parameter), `list` and `dueOn` of a multipart body. Throws HttpProblem. */
export async function readImportUpload(request: FastifyRequest): Promise<ImportUpload> {
  if (!/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '')) throw new HttpProblem('not-multipart')
  let file: { fileName: string; bytes: Uint8Array } | null = null
  let crs = readParameter(request.query, 'crs')
  const given: { list?: string; dueOn?: string } = {}
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer()
        if (part.fieldname === 'file') file = { fileName: baseName(part.filename ?? ''), bytes }
      } else if (typeof part.value === 'string' && part.value.trim() !== '') {
        if (part.fieldname === 'crs') crs = part.value
        if (part.fieldname === 'list') given.list = part.value.replace(/\p{Cc}/gu, '').trim()
        if (part.fieldname === 'dueOn') given.dueOn = part.value.trim()
      }
    }
  } catch (error) {
    // A multipart body that breaks off or is none fails in the parser, with no code of its own.
    const problem = problemOf(error)
    throw problem.code === 'internal' ? new HttpProblem('bad-request') : problem
  }
  if (given.list !== undefined) readTextField('list', given.list, LONGEST_LIST_NAME)
  if (given.dueOn !== undefined && dayFromText(given.dueOn) === null) throw new HttpProblem('bad-date')
  if (crs !== undefined && !isCoordinateSystem(crs)) throw new HttpProblem('bad-crs', { known: COORDINATE_SYSTEMS.join(', ') })
  if (!file) throw new HttpProblem('no-file')
  return { ...file, crs, ...given }
}

const baseName = (path: string): string => (path.split(/[\\/]/).pop() ?? '').replace(/\p{Cc}/gu, '').slice(-LONGEST_FILE_NAME)
