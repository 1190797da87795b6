import { argon2id, hash, verify } from 'argon2'

/** Of argon2id: KiB of memory, passes over it. */
export interface PasswordCost { memoryCost: number; timeCost: number }
/** OWASP's first choice: 19 MiB, two passes; about 30 ms each here. */
const COST: PasswordCost = { memoryCost: 19_456, timeCost: 2 }
/** Hashing shares Node's four threads with the files; more at once would only make everybody wait. */
const AT_ONCE = 2
const MOST_WAITING = 5_000
const LONGEST_PASSWORD = 256

/** Too many sign-ins wait already. */
export class PasswordsBusyError extends Error {}

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes the same time for an empty `digest` (an account that does not exist, or has no password): then false. */
  verify(digest: string, password: string): Promise<boolean>
}

/** Argon2id, a few at a time. `cost`: no setting; tests that sign hundreds in take less. */
export function createPasswords(cost = COST): Passwords {
  let running = 0
  const waiting: (() => void)[] = []
  let dummy: Promise<string> | null = null

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= AT_ONCE) {
      if (waiting.length >= MOST_WAITING) throw new PasswordsBusyError()
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running++
    }
    try {
      return await work()
    } finally {
      // The place is handed on, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }

  const make = (password: string): Promise<string> => inTurn(() => hash(password, { type: argon2id, parallelism: 1, ...cost }))
  return {
    hash: make,
    async verify(digest, password) {
      dummy ??= make('nobody has this password')
      const against = digest === '' ? await dummy : digest
      const fits = await inTurn(() => verify(against, password.slice(0, LONGEST_PASSWORD)))
      return fits && digest !== '' && password.length <= LONGEST_PASSWORD
    },
  }
}
