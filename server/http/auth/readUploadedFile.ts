import type { FastifyRequest } from 'fastify'
import { problemOf } from '../handleErrors.ts'
import { HttpProblem } from '../problems.ts'

/** The field `file` of a multipart body. Its name is only looked at, never opened. Throws HttpProblem. */
export async function readUploadedFile(request: FastifyRequest): Promise<{ fileName: string; bytes: Uint8Array }> {
  if (!/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? '')) throw new HttpProblem('not-multipart')
  let file: { fileName: string; bytes: Uint8Array } | null = null
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      const bytes = await part.toBuffer()
      if (part.fieldname === 'file') file = { fileName: (part.filename ?? '').replace(/\p{Cc}/gu, '').slice(-200), bytes }
    }
  } catch (error) {
    // A multipart body that breaks off or is none fails in the parser, with no code of its own.
    const problem = problemOf(error)
    throw problem.code === 'internal' ? new HttpProblem('bad-request') : problem
  }
  if (!file) throw new HttpProblem('no-file')
  return file
}
