import { configureGlobal } from 'fast-check'

/** What the properties are tried with is drawn anew for another TEST_SEED only: the same code must not pass here and fail elsewhere. */
configureGlobal({ seed: Number(process.env.TEST_SEED ?? 20200216) })
