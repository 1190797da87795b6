import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SheetKind } from '../../feeds/sheet/columnMeanings.ts'
import { readSheet } from '../../feeds/sheet/readSheet.ts'
import type { ReadRow } from '../../feeds/sheet/readSheetRows.ts'
import { SheetError } from '../../feeds/sheet/SheetError.ts'
import { dayToText } from '../../protocol/day.ts'
import type { Locale } from '../../protocol/entities.ts'
import { readImportUpload } from '../readImportUpload.ts'
import { readerLocale } from '../readerLocale.ts'

/** Reads the uploaded table and answers with what `make` says of its rows; a file that is no such table is a 422. Throws HttpProblem. */
export async function answerSheetUpload<Kind extends SheetKind, Answer>(request: FastifyRequest, reply: FastifyReply, kind: Kind, today: number, make: (rows: ReadRow<Kind>[], locale: Locale) => Answer): Promise<Answer | FastifyReply> {
  const { fileName, bytes } = await readImportUpload(request)
  const locale = readerLocale(request.headers['accept-language'])
  try {
    const { reading } = await readSheet(kind, bytes, fileName, { zoneOffset: '+00:00', defaultYear: Number(dayToText(today).slice(0, 4)) })
    return make(reading.rows, locale)
  } catch (error) {
    if (!(error instanceof SheetError)) throw error
    return await reply.status(422).send({ code: error.code, reason: error.reason[locale] })
  }
}
