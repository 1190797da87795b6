import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { feedsOf } from '../../../server/feeds/index.ts'
import { epidemicPack } from '../../../server/packs/epidemic/epidemicPack.ts'
import { LOCALES } from '../../../server/protocol/entities.ts'
import { CHANNEL_KINDS } from '../../../server/school/chase/channels/channelKinds.ts'
import { CHASE_STEPS } from '../../../server/school/chase/chaseSteps.ts'
import { AUDIT_ACTIONS } from '../../../web/panels/desk/admin/useAuditWords.ts'

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return entry.name.endsWith('.ts') ? [readFileSync(path, 'utf8')] : []
  })
}
/** What the server writes into the audit log, as its sources say. */
const written = (folder: string): string[] => sources(folder).flatMap((text) => [...text.matchAll(/action: '([a-z-]+)'/g)].map(([, action]) => action))
const actions = [...new Set(written('server'))].sort()
/** Keys of the details that are written beside an action in one line. */
const details = [...new Set(sources('server').flatMap((text) => [...text.matchAll(/action: '[a-z-]+'.*details: \{ ([^{}]*)/g)].flatMap(([, body]) => [...body.replace(/\([^()]*\)/g, '').matchAll(/(?:^|, )(\w+)/g)].map(([, key]) => key))))].sort()

describe('the audit page', () => {
  it.each(LOCALES)('has a word for every action that the server writes, in %s', (locale) => {
    const { admin } = JSON.parse(readFileSync(`web/locales/desk/admin.${locale}.json`, 'utf8')) as { admin: { audit: { actions: Record<string, string> } } }
    expect(actions.length).toBeGreaterThan(20)
    expect(actions.filter((action) => !admin.audit.actions[action])).toEqual([])
    expect(AUDIT_ACTIONS.filter((action) => !admin.audit.actions[action])).toEqual([])
  })
  it.each(LOCALES)('has a word for every detail, step and kind of channel that stand beside one, in %s', (locale) => {
    const { admin } = JSON.parse(readFileSync(`web/locales/desk/admin.${locale}.json`, 'utf8')) as { admin: { audit: { detail: Record<string, string>; kind: Record<string, string> } } }
    expect(details.length).toBeGreaterThan(20)
    expect([...details, ...CHASE_STEPS.map(({ key }) => key)].filter((key) => !admin.audit.detail[key])).toEqual([])
    expect(CHANNEL_KINDS.filter((kind) => !admin.audit.kind[kind])).toEqual([])
  })
  it.each(LOCALES)('has a word for every feed that an entry may name, in %s', (locale) => {
    const [{ admin }, { card }] = ['admin', 'card'].map((area) => JSON.parse(readFileSync(`web/locales/desk/${area}.${locale}.json`, 'utf8')) as { admin: { audit: { what: Record<string, string> } }; card: { feed: Record<string, string> } })
    const feeds = feedsOf(epidemicPack).map(({ name }) => name)
    expect(feeds.length).toBeGreaterThan(20)
    expect(feeds.filter((feed) => !card.feed[feed] && !admin.audit.what[feed])).toEqual([])
  })
  it('can be filtered by every one of them', () => {
    const filters: readonly string[] = AUDIT_ACTIONS
    expect(actions.filter((action) => !filters.includes(action))).toEqual([])
  })
})
