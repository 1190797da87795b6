import type { AuditEntryView } from '../../../../server/protocol/accounts.ts'
import { useAccountsStore } from '../../../stores/desk/accountsStore.ts'
import { useAdminWords } from './useAdminWords.ts'

/** What the server may write, in the order of the filter. Others are shown as they are. */
export const AUDIT_ACTIONS = [
  'report', 'show-person', 'call-person', 'show-landlord', 'call-landlord', 'show-plates', 'export', 'sign-in', 'sign-in-failed', 'sign-out', 'sign-out-everywhere', 'locked-out', 'password-change', 'account-new', 'account-change', 'import-accounts', 'import',
  'rotate-codes', 'report-form', 'report-time', 'hand-over',
  'show-pupil', 'call-pupil', 'pupils-named', 'alert', 'alert-group', 'authority-change', 'class-code-replace', 'class-link-make', 'class-link-revoke', 'form-publish',
  'register-device', 'change-device', 'rotate-device-key', 'put-cards', 'set-silent-after', 'chase-channel-set', 'chase-channel-remove', 'chase-steps',
] as const

/** Written as 1 and 0. */
const FLAGS: ReadonlySet<string> = new Set(['names', 'enabled'])

export interface AuditDetail { label: string; text: string; /** Opaque id to open. */ unit: string | null }

/** Entries of the audit log in the reader's language. What has no words is shown as it was written. */
export function useAuditWords() {
  const formats = useAdminWords()
  const { t, te, words, count, instant, placeName, listed } = formats
  const accounts = useAccountsStore()

  const action = (code: string): string => (te(`admin.audit.actions.${code}`) ? t(`admin.audit.actions.${code}`) : code)
  const known = (group: 'how' | 'what' | 'field' | 'detail' | 'kind', code: string): string => (te(`admin.audit.${group}.${code}`) ? t(`admin.audit.${group}.${code}`) : code)
  const who = (entry: AuditEntryView): string =>
    entry.accountName ?? (te(`admin.audit.who.${entry.account}`) ? t(`admin.audit.who.${entry.account}`) : t('admin.audit.nobody'))
  /** The name of an account that something was done to, where the reader may know it. */
  const subjectName = (subject: string): string | null => accounts.byId.get(subject)?.name ?? null

  /** A scope as it was written: a JSON list of ids, cut where it is long. */
  function scope(text: string, tree: 'places' | 'schools'): string {
    let ids: string[]
    try {
      ids = (JSON.parse(text) as unknown[]).map(String)
    } catch {
      return text
    }
    if (ids.length === 0) return t('admin.scope.none')
    const schools = new Map(accounts.schools.map(({ id, name }) => [id, name]))
    return listed(ids.map((id) => {
      if (id === 'all') return t(tree === 'places' ? 'admin.scope.allPlaces' : 'admin.scope.allSchools')
      if (tree === 'places') return placeName(id) ?? id
      const [campus, ...below] = id.split('/')
      return [schools.get(campus) ?? campus, ...below].join(' ')
    }))
  }

  function value(key: string, raw: string | number | boolean): string {
    if (typeof raw === 'boolean') return key === 'clear' ? t(raw ? 'admin.audit.clearShort' : 'admin.audit.maskedShort') : t(raw ? 'admin.yes' : 'admin.no')
    if (FLAGS.has(key)) return t(raw === 1 ? 'admin.yes' : 'admin.no')
    if (typeof raw === 'number') return key === 'until' ? instant(raw) : count(raw)
    if (key === 'places' || key === 'schools') return scope(raw, key)
    if (key === 'role') return words(accounts.roleOf(raw)?.name ?? { 'zh-CN': raw, en: raw })
    if (key === 'ids') return raw.trim().split(' ').join(t('admin.comma'))
    if (key === 'fields') return raw.split(',').map((field) => known('field', field)).join(t('admin.comma'))
    if (key === 'feed') return te(`card.feed.${raw}`) ? t(`card.feed.${raw}`) : known('what', raw)
    if (key === 'step') return known('detail', raw)
    if (key === 'acts') return raw.split(' ').map((act) => (te(`alerts.acts.${act}`) ? t(`alerts.acts.${act}`) : act)).join(t('admin.comma'))
    if (key === 'verdict') return te(`alerts.verdicts.${raw}`) ? t(`alerts.verdicts.${raw}`) : raw
    return key === 'how' || key === 'what' || key === 'kind' ? known(key, raw) : raw
  }

  /** What says nothing new is left out: an empty scope, an account that is as enabled as before. */
  const details = (entry: AuditEntryView): AuditDetail[] => Object.entries(entry.details)
    .filter(([key, raw]) => raw !== '' && raw !== '[]' && !(key === 'disabled' && raw === false))
    .map(([key, raw]) => ({
      label: known('detail', key), text: value(key, raw), unit: key === 'unit' && typeof raw === 'string' && isUnit(raw) ? raw : null,
    }))
  return { ...formats, action, who, subjectName, details }
}

export const isUnit = (id: string): boolean => /^u[0-9a-z]+$/.test(id)
