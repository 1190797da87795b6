import type { AnyPack } from '../packs/index.ts'
import type { Feed } from '../packs/pack.ts'
import { absenceFeed } from './absence/parse.ts'
import { alertFeed } from './alert/parse.ts'
import { bookingFeed } from './booking/parse.ts'
import { calendarFeed } from './calendar/parse.ts'
import { callFeed } from './call/parse.ts'
import { careFeed } from './care/parse.ts'
import { demolitionFeed } from './demolition/parse.ts'
import { formFeed } from './form/parse.ts'
import { gateFeed } from './gate/parse.ts'
import { householdFeed } from './household/parse.ts'
import { createMarkFeed } from './mark/parse.ts'
import { noteFeed } from './note/parse.ts'
import { officerFeed } from './officer/parse.ts'
import { organisationFeed } from './organisation/parse.ts'
import { paperFeed } from './paper/parse.ts'
import { recoveryFeed } from './recovery/parse.ts'
import { regionsFeed } from './regions/parse.ts'
import { registrationFeed } from './registration/parse.ts'
import { residentFeed } from './resident/parse.ts'
import { residentsFeed } from './residents/parse.ts'
import { rosterFeed } from './roster/parse.ts'
import { roundsFeed } from './rounds/parse.ts'
import { schoolFeed } from './school/parse.ts'
import { unitsFeed } from './units/parse.ts'
import { verificationFeed } from './verification/parse.ts'
import { visitFeed } from './visit/parse.ts'

/** Reports: these have a route each, `POST /api/v1/feeds/NAME`. */
const REPORT_FEEDS: readonly Feed[] = [householdFeed, schoolFeed, gateFeed, verificationFeed]
/** Registers: these come in as files. */
const REGISTER_FEEDS: readonly Feed[] = [organisationFeed, demolitionFeed, unitsFeed, residentsFeed, regionsFeed, rosterFeed]

/** Reports that are written at the desk, by id; they come through its own route only. */
const DESK_FEEDS: readonly Feed[] = [officerFeed, callFeed, careFeed, noteFeed, paperFeed, residentFeed, visitFeed]

/** What is written down about pupils, by id. */
const PUPIL_FEEDS: readonly Feed[] = [absenceFeed, recoveryFeed, calendarFeed, alertFeed]

/** What residents send from the page behind a code, the rounds in which they book, the forms that are asked; these have routes of their own. */
const RESIDENT_FEEDS: readonly Feed[] = [registrationFeed, bookingFeed, roundsFeed, formFeed]

/** All feeds of a deployment, the pack's own among them. */
export const feedsOf = (pack: AnyPack): Feed[] => [...REPORT_FEEDS, ...REGISTER_FEEDS, ...DESK_FEEDS, ...PUPIL_FEEDS, ...RESIDENT_FEEDS, createMarkFeed(pack.marks), ...pack.feeds]

/** Names of the feeds that are posted to. */
export const postedFeedsOf = (pack: AnyPack): string[] => [...REPORT_FEEDS, ...pack.feeds].map((feed) => feed.name)
