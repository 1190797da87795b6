import type { Wording } from '../protocol/entities.ts'
import { type Permission, PERMISSIONS } from './permissions.ts'
import { namesOf, type Role, ROLES } from './roles.ts'

/** One line for the person who started the server, in both languages; it names the role. */
export class RolesFileError extends Error {
  constructor(chinese: string, english: string) {
    super(`roles.json: ${chinese} (${english})`)
    this.name = 'RolesFileError'
  }
}

const ADMINISTRATOR = 'administrator'
const TREES = ['places', 'schools'] as const
const FIELDS: readonly string[] = ['name', 'aliases', 'permissions', 'trees']
const KEY = /^[a-z][a-z0-9-]{0,39}$/

/**
 * The roles of a deployment: those of the first day with what `text` (JSON: an object by role key) says of them in their
 * place, then its own. Throws RolesFileError. Of the administrator only the words may be changed, and nobody else may
 * manage accounts: who can do that can become anything.
 */
export function readRoles(text: string): Role[] {
  const roles = new Map(ROLES.map((role) => [role.key, role]))
  for (const [key, said] of Object.entries(objectOf(parse(text), '文件', 'the file'))) {
    if (!KEY.test(key)) throw wrong(key, '角色代码只用小写字母、数字和连字符', 'a key is of small letters, digits and hyphens')
    roles.set(key, readRole(key, objectOf(said, key, key), roles.get(key)))
  }
  const taken = new Map<string, string>()
  for (const role of roles.values()) {
    for (const name of new Set(namesOf(role))) {
      if (taken.has(name)) throw wrong(role.key, `“${name}”也是 ${taken.get(name)} 的名称`, `“${name}” is a name of ${taken.get(name)}, too`)
      taken.set(name, role.key)
    }
  }
  return [...roles.values()]
}

function readRole(key: string, said: Record<string, unknown>, before: Role | undefined): Role {
  const unknown = Object.keys(said).find((field) => !FIELDS.includes(field))
  if (unknown !== undefined) throw wrong(key, `没有“${unknown}”这一项`, `there is no field “${unknown}”`)
  if (key === ADMINISTRATOR && ('permissions' in said || 'trees' in said)) throw wrong(key, '系统管理员的权限和范围不能改', 'the permissions and trees of the administrator cannot be changed')
  for (const field of before ? [] : ['name', 'permissions', 'trees']) if (!(field in said)) throw wrong(key, `新角色缺少“${field}”`, `a new role needs “${field}”`)
  const permissions = 'permissions' in said ? textsOf(said.permissions, key, 'permissions') : before!.permissions
  for (const permission of permissions) {
    if (!(PERMISSIONS as readonly string[]).includes(permission)) throw wrong(key, `没有“${permission}”这项权限`, `there is no permission “${permission}”`)
    if (permission === 'accounts.manage' && key !== ADMINISTRATOR) throw wrong(key, '只有系统管理员可以管理账号', 'accounts.manage is the administrator’s alone')
  }
  const trees = 'trees' in said ? textsOf(said.trees, key, 'trees') : before!.trees
  for (const tree of trees) if (!(TREES as readonly string[]).includes(tree)) throw wrong(key, `“trees”只能是 places、schools`, '“trees” may hold places and schools')
  return {
    key, name: 'name' in said ? wordingOf(said.name, key) : before!.name, aliases: 'aliases' in said ? textsOf(said.aliases, key, 'aliases') : before?.aliases ?? [],
    permissions: [...new Set(permissions as readonly Permission[])], trees: TREES.filter((tree) => trees.includes(tree)),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new RolesFileError('不是有效的 JSON', 'this is no JSON')
  }
}

function objectOf(value: unknown, chinese: string, english: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RolesFileError(`${chinese} 应是一个对象`, `${english} must be an object`)
  return value as Record<string, unknown>
}

function textsOf(value: unknown, key: string, field: string): string[] {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string' || each.trim() === '')) throw wrong(key, `“${field}”应是文字的列表`, `“${field}” must be a list of texts`)
  return value as string[]
}

function wordingOf(value: unknown, key: string): Wording {
  const { 'zh-CN': chinese, en } = objectOf(value, key, key)
  if (typeof chinese !== 'string' || typeof en !== 'string' || chinese.trim() === '' || en.trim() === '') throw wrong(key, '“name”要有 zh-CN 和 en', '“name” needs zh-CN and en')
  return { 'zh-CN': chinese.trim(), en: en.trim() }
}

const wrong = (key: string, chinese: string, english: string): RolesFileError => new RolesFileError(`${key}:${chinese}`, `${key}: ${english}`)
