import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AccountAnswer, AccountBody, AccountChangeBody, AccountImportAnswer, AccountView, RoleView } from '../../../server/protocol/accounts.ts'
import type { ScopeTreeNode } from '../../desk/listScopeLines.ts'
import { deleteAccountSessions, fetchAccounts, fetchCampuses, fetchCampusGrades, fetchRoles, importAccounts, postAccount, putAccount } from '../../link/desk/adminApi.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'

/** Accounts as administrators see them. One-time passwords pass through and stay nowhere here. */
export const useAccountsStore = defineStore('desk-accounts', () => {
  const accounts = shallowRef<readonly AccountView[]>([])
  const roles = shallowRef<readonly RoleView[]>([])
  /** Schools, and of those that were opened grades and classes. */
  const schools = shallowRef<readonly ScopeTreeNode[]>([])
  const state = ref<'unknown' | 'asking' | 'known'>('unknown')
  const failure = shallowRef<DeskRequestError | null>(null)
  const opened = new Set<string>()

  const byId = computed(() => new Map(accounts.value.map((account) => [account.id, account])))
  const roleOf = (key: string): RoleView | null => roles.value.find((role) => role.key === key) ?? null

  /** Reads accounts, roles and schools; what is known stays until the answers are there. */
  async function load(): Promise<void> {
    if (state.value === 'unknown') state.value = 'asking'
    try {
      const [list, known, campuses] = await Promise.all([fetchAccounts(), fetchRoles(), fetchCampuses()])
      accounts.value = list
      roles.value = known
      if (schools.value.length === 0) schools.value = campuses.map(({ id, name }) => ({ id, name, parent: null, isClosed: true }))
      failure.value = null
      state.value = 'known'
    } catch (error) {
      failure.value = asRequestError(error)
      if (state.value === 'asking') state.value = 'unknown'
    }
  }

  /** Grades and classes of a school, asked once. */
  async function openSchool(id: string): Promise<void> {
    if (opened.has(id)) return
    opened.add(id)
    try {
      const grades = await fetchCampusGrades(id)
      const below = grades.flatMap(({ grade, classes }): ScopeTreeNode[] => [
        { id: `${id}/${grade}`, name: grade, parent: id }, ...classes.map((name) => ({ id: `${id}/${name}`, name, parent: `${id}/${grade}` })),
      ])
      schools.value = [...schools.value.map((node) => (node.id === id ? { ...node, isClosed: false } : node)), ...below]
    } catch (error) {
      opened.delete(id)
      failure.value = asRequestError(error)
    }
  }

  /** Throws DeskRequestError; so do the others that change something. */
  async function create(body: AccountBody): Promise<AccountAnswer> {
    const answer = await postAccount(body)
    accounts.value = [...accounts.value, answer.account]
    return answer
  }
  async function change(id: string, body: AccountChangeBody): Promise<AccountAnswer> {
    const answer = await putAccount(id, body)
    accounts.value = accounts.value.map((account) => (account.id === id ? answer.account : account))
    return answer
  }
  const signOut = (id: string): Promise<void> => deleteAccountSessions(id)

  async function importFile(file: File, isPreview: boolean): Promise<AccountImportAnswer> {
    const answer = await importAccounts(file, file.name, isPreview)
    if (!isPreview) void load()
    return answer
  }

  function forget(): void {
    accounts.value = []
    roles.value = []
    schools.value = []
    opened.clear()
    failure.value = null
    state.value = 'unknown'
  }
  return { accounts, roles, schools, state, failure, byId, roleOf, load, openSchool, create, change, signOut, importFile, forget }
})

const asRequestError = (error: unknown): DeskRequestError => (error instanceof DeskRequestError ? error : new DeskRequestError('network'))
