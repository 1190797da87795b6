import type { AnyPack } from '../packs/index.ts'
import type { Feed } from '../packs/pack.ts'
import { gateFeed } from './gate/parse.ts'
import { householdFeed } from './household/parse.ts'
import { regionsFeed } from './regions/parse.ts'
import { residentsFeed } from './residents/parse.ts'
import { rosterFeed } from './roster/parse.ts'
import { schoolFeed } from './school/parse.ts'
import { unitsFeed } from './units/parse.ts'
import { verificationFeed } from './verification/parse.ts'

/** Reports: these have a route each, `POST /api/v1/feeds/NAME`. */
const REPORT_FEEDS: readonly Feed[] = [householdFeed, schoolFeed, gateFeed, verificationFeed]
/** Registers: these come in as files. */
const REGISTER_FEEDS: readonly Feed[] = [unitsFeed, residentsFeed, regionsFeed, rosterFeed]

/** All feeds of a deployment, the pack's own among them. */
export const feedsOf = (pack: AnyPack): Feed[] => [...REPORT_FEEDS, ...REGISTER_FEEDS, ...pack.feeds]

/** Names of the feeds that are posted to. */
export const postedFeedsOf = (pack: AnyPack): string[] => [...REPORT_FEEDS, ...pack.feeds].map((feed) => feed.name)
