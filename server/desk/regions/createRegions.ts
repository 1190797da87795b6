import { randomUUID } from 'node:crypto'
import type { User } from '../../auth/user.ts'
import { rowProblem } from '../../feeds/reasons.ts'
import { regionsFeed } from '../../feeds/regions/parse.ts'
import type { ReferenceEntry, RowProblem } from '../../packs/pack.ts'
import { dayToText } from '../../protocol/day.ts'
import type { DeskAnswer, RegionLineView } from '../../protocol/desk.ts'
import type { Locale } from '../../protocol/entities.ts'
import type { Desk } from '../desk.ts'
import { deskAnswer } from '../deskAnswer.ts'
import { previewReference } from './previewReference.ts'
import { regionLines } from './regionLines.ts'
import type { Regions } from './regions.ts'

/** A list of a whole country's counties has 3,000. */
const MOST_LINES = 3_000
const KIND = regionsFeed.name

export function createRegions(desk: Pick<Desk, 'context' | 'reachOf'>): Regions {
  const { context, reachOf } = desk
  /** Lines as entries that come after everything known; those that say nothing new are left out. */
  function draft(lines: readonly unknown[], locale: Locale): { drafts: ReferenceEntry[]; problems: DeskAnswer['problems'] } {
    const known = context.known()
    const drafts: ReferenceEntry[] = []
    const problems: DeskAnswer['problems'] = []
    const refuse = (index: number, { field, code, reason }: RowProblem): void => void problems.push({ index, field, code, reason: reason[locale] })
    if (lines.length > MOST_LINES) {
      refuse(0, rowProblem('reports', 'too-many'))
      return { drafts, problems }
    }
    const parse = { now: context.now(), today: context.today(), zoneOffsetMinutes: context.zoneOffsetMinutes() }
    const standing = new Map(regionLines(known.referenceEntries, KIND).map(({ body }) => [lineKey(body), JSON.stringify(body)]))
    lines.forEach((line, index) => {
      const read = regionsFeed.parse(line, parse)
      if (Array.isArray(read)) return refuse(index, read[0])
      const text = JSON.stringify(read.body)
      if (standing.get(lineKey(read.body)) === text) return
      standing.set(lineKey(read.body), text)
      drafts.push({ seq: known.rev + 1 + drafts.length, kind: KIND, body: read.body })
    })
    return { drafts, problems }
  }

  return {
    lines() {
      const today = context.today()
      return regionLines(context.known().referenceEntries, KIND).map((entry): RegionLineView => {
        const { region, level, from, to } = entry.body as { region: string; level: 'key' | 'concern'; from: number; to: number | null }
        const logged = context.store.entryAt(entry.seq)
        return {
          region, level, from: dayToText(from), to: to === null ? null : dayToText(to), seq: entry.seq, author: logged ? context.nameOfAuthor(logged.author) : '', at: logged?.receivedAt ?? 0,
          state: from > today ? 'ahead' : to !== null && to < today ? 'ended' : 'in-force',
        }
      })
    },
    async preview(user, lines, locale) {
      const { drafts, problems } = draft(lines, locale)
      const result = await previewReference(context, () => reachOf(user), drafts)
      return { ...result, lines: drafts.length, problems }
    },
    async apply(user: User, lines, locale) {
      const { problems } = draft(lines, locale)
      // A list is changed as a whole: what is half of it would recolour homes by a list that nobody meant.
      if (problems.length > 0) return { accepted: 0, rev: context.known().rev, problems }
      // Ids of our own, so that a line may say again what it said before the last change.
      const rows = (lines as Record<string, unknown>[]).map(({ region, level, from, to }) => ({ id: randomUUID(), region, level, from, to }))
      return deskAnswer(await context.accept(KIND, rows, user.id), locale)
    },
  }
}

const lineKey = ({ region, level, from }: Record<string, unknown>): string => `${String(region)}\n${String(level)}\n${String(from)}`
