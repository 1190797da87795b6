import { AccountError } from '../../auth/accounts/AccountError.ts'
import type { Accounts } from '../../auth/accounts/accounts.ts'
import { ACCOUNT_COLUMN_NAMES, ACCOUNT_PROBLEMS } from '../../auth/accounts/import/accountProblems.ts'
import type { AccountRowProblem, PlannedAccount } from '../../auth/accounts/import/planAccountImport.ts'
import type { ScopeTree } from '../../auth/accounts/createScopeTree.ts'
import type { AccountImportAnswer, AccountImportRow } from '../../protocol/accounts.ts'
import type { Locale } from '../../protocol/entities.ts'
import { roleWording } from './accountView.ts'

/** Characters of what somebody wrote into a cell, said back. */
const LONGEST_QUOTE = 60

export interface AccountImportRequest {
  accounts: Accounts
  planned: PlannedAccount[]
  /** Account id of the administrator. */
  by: string
  /** Only says what would be made. */
  isPreview: boolean
  tree: ScopeTree
  locale: Locale
}

/** Makes and changes what was planned, or only says so. Rows with problems hold nobody up. */
export async function applyAccountImport(request: AccountImportRequest): Promise<Omit<AccountImportAnswer, 'columns'>> {
  const { accounts, planned, by, isPreview, locale } = request
  const passwords = new Map<PlannedAccount, string>()
  if (!isPreview) {
    const fresh = planned.filter(({ outcome }) => outcome === 'new')
    const made = await accounts.create(fresh.map(({ draft }) => draft), by)
    fresh.forEach((plan, index) => passwords.set(plan, made[index].password))
    for (const plan of planned) {
      if (plan.outcome !== 'changed') continue
      const { name, role, scope } = plan.draft
      try {
        await accounts.update(plan.existing!.id, { name, role, scope }, by)
      } catch (error) {
        if (!(error instanceof AccountError) || error.code !== 'last-administrator') throw error
        plan.outcome = 'problem'
        plan.problems.push({ column: 'role', code: 'last-administrator' })
      }
    }
  }
  const word = ({ column, code, text }: AccountRowProblem) => {
    const name = ACCOUNT_COLUMN_NAMES[column][locale]
    const what = text === undefined ? '' : `${locale === 'en' ? ': ' : '：'}${text.slice(0, LONGEST_QUOTE)}`
    return { column, code, reason: (locale === 'en' ? `"${name}" ${ACCOUNT_PROBLEMS[code].en}` : `「${name}」${ACCOUNT_PROBLEMS[code]['zh-CN']}`) + what }
  }
  const rows = planned.map((plan): AccountImportRow => ({
    sheetRow: plan.sheetRow, login: plan.draft.login, name: plan.draft.name, role: plan.draft.role || null, roleName: plan.draft.role === '' ? null : roleWording(plan.draft.role),
    ...request.tree.nodes(plan.draft.scope), outcome: plan.outcome, problems: plan.problems.map(word), password: passwords.get(plan) ?? null,
  }))
  const count = (outcome: AccountImportRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length
  return { preview: isPreview, new: count('new'), changed: count('changed'), same: count('same'), problems: count('problem'), rows }
}
