import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'

/** What became of a question: its answer, or why there is none (the server's sentence; '' when it could not be asked). */
export type Asked<T> = { value: T; reason: null } | { value: null; reason: string }

/** Waits for a question of web/link/desk; never throws. */
export async function answerOf<T>(question: Promise<T>): Promise<Asked<T>> {
  try {
    return { value: await question, reason: null }
  } catch (error) {
    return { value: null, reason: (error instanceof DeskRequestError && error.reason) || '' }
  }
}
