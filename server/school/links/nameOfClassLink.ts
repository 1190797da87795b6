import type { ClassTables } from '../../store/classTables.ts'

const AUTHOR = /^class-link:q([0-9a-z]{1,8})$/

/** How the author of what came by a class teacher's link is called: by the class; null for any other author. */
export function nameOfClassLink(tables: ClassTables, author: string): string | null {
  const match = AUTHOR.exec(author)
  return match ? tables.code(parseInt(match[1], 36))?.class ?? '' : null
}
