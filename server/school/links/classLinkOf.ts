import type { DeskContext } from '../../desk/deskContext.ts'
import { createClassTokens } from './classTokens.ts'

/** Address of a class's page for its parents; null while nobody has said where this server is reached from outside. */
export function classLinkOf(context: DeskContext, publicUrl: string | null, campus: number, className: string): string | null {
  if (publicUrl === null || className === '') return null
  const { store } = context
  const { id, version } = store.classTables.codeOf(campus, className, context.now())
  return `${publicUrl}/r/${createClassTokens(store).signClass(id, version)}`
}
