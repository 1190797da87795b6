import type { FastifyRequest } from 'fastify'
import { readImportUpload } from '../readImportUpload.ts'

/** The field `file` of a multipart body, for doors that ask nothing else. Its name is only looked at, never opened. Throws HttpProblem. */
export async function readUploadedFile(request: FastifyRequest): Promise<{ fileName: string; bytes: Uint8Array }> {
  const { fileName, bytes } = await readImportUpload(request)
  return { fileName, bytes }
}
