import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { feedsOf } from '../../../server/feeds/index.ts'
import { epidemicPack } from '../../../server/packs/epidemic/epidemicPack.ts'
import { LOCALES } from '../../../server/protocol/entities.ts'
import { AUDIT_ACTIONS } from '../../../web/panels/desk/admin/useAuditWords.ts'

/** What the server writes into the audit log, as its sources say. */
function written(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return written(path)
    return entry.name.endsWith('.ts') ? [...readFileSync(path, 'utf8').matchAll(/action: '([a-z-]+)'/g)].map(([, action]) => action) : []
  })
}
const actions = [...new Set(written('server'))].sort()

describe('the audit page', () => {
  it.each(LOCALES)('has a word for every action that the server writes, in %s', (locale) => {
    const { admin } = JSON.parse(readFileSync(`web/locales/desk/admin.${locale}.json`, 'utf8')) as { admin: { audit: { actions: Record<string, string> } } }
    expect(actions.length).toBeGreaterThan(20)
    expect(actions.filter((action) => !admin.audit.actions[action])).toEqual([])
    expect(AUDIT_ACTIONS.filter((action) => !admin.audit.actions[action])).toEqual([])
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
