import { parseClassName } from '../../../merge/parseClassName.ts'
import { foldLogin } from '../foldLogin.ts'
import { roleNamed } from '../../roles.ts'
import type { Account, AccountDraft } from '../accounts.ts'
import type { ScopeTree } from '../createScopeTree.ts'
import type { AccountProblemCode } from './accountProblems.ts'
import type { AccountSheetRow } from './readAccountSheet.ts'

/** `text`: what stands there and nobody knows. */
export interface AccountRowProblem { column: string; code: AccountProblemCode; text?: string }

/** What a row of the list comes to. */
export interface PlannedAccount {
  sheetRow: number
  draft: AccountDraft
  outcome: 'new' | 'changed' | 'same' | 'problem'
  /** The account that is there already. */
  existing: Account | null
  problems: AccountRowProblem[]
}

/** Says what each row would make or change, and what is wrong with it. Writes nothing. */
export function planAccountImport(rows: readonly AccountSheetRow[], tree: ScopeTree, findByLogin: (login: string) => Account | null): PlannedAccount[] {
  const seen = new Set<string>()
  return rows.map((row): PlannedAccount => {
    const problems: AccountRowProblem[] = []
    const login = foldLogin(row.login)
    if (row.login === '') problems.push({ column: 'login', code: 'missing' })
    else if (login === '') problems.push({ column: 'login', code: 'bad-login' })
    else if (seen.has(login)) problems.push({ column: 'login', code: 'twice' })
    seen.add(login)
    const name = row.name.normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim()
    if (name === '') problems.push({ column: 'name', code: 'missing' })
    else if (name.length > 60) problems.push({ column: 'name', code: 'too-long' })
    const role = roleNamed(row.role)
    if (row.role === '') problems.push({ column: 'role', code: 'missing' })
    else if (!role) problems.push({ column: 'role', code: 'unknown-role', text: row.role })

    const scope: { places: string[]; schools: string[] } = { places: [], schools: [] }
    const below = row.class === '' ? row.grade : parseClassName(row.class, row.grade).className
    for (const text of role ? row.scope : []) {
      const isSchoolsOnly = role!.trees.length === 1 && role!.trees[0] === 'schools'
      const found = tree.find(isSchoolsOnly && below !== '' && !/[/／]/.test(text) ? `${text}/${below}` : text, role!.trees)
      if (typeof found === 'string') problems.push({ column: 'scope', code: found === 'unknown' ? 'unknown-node' : 'ambiguous-node', text })
      else if (!scope[found.tree].includes(found.id)) scope[found.tree].push(found.id)
    }
    // Administrators may look after accounts alone; anybody else would see an empty page and call.
    if (role && role.key !== 'administrator' && row.scope.length === 0) problems.push({ column: 'scope', code: 'missing' })

    const draft: AccountDraft = { login: login || row.login.slice(0, 64), name, role: role?.key ?? '', scope }
    const existing = login === '' ? null : findByLogin(login)
    return { sheetRow: row.sheetRow, draft, existing, problems, outcome: problems.length > 0 ? 'problem' : !existing ? 'new' : isSame(existing, draft) ? 'same' : 'changed' }
  })
}

const isSame = (account: Account, draft: AccountDraft): boolean =>
  account.name === draft.name && account.role === draft.role && sameNodes(account.scope.places, draft.scope.places) && sameNodes(account.scope.schools, draft.scope.schools)

const sameNodes = (left: readonly string[], right: readonly string[]): boolean => left.length === right.length && left.every((id) => right.includes(id))
