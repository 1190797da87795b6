import { afterEach, describe, expect, it } from 'vitest'
import { PERMISSIONS } from '../../../server/auth/permissions.ts'
import { readRoles, RolesFileError } from '../../../server/auth/readRoles.ts'
import { putRolesInForce, roleNamed, roleOf, ROLES, rolesInForce } from '../../../server/auth/roles.ts'

const NIGHT = { name: { 'zh-CN': '夜班', en: 'Night shift' }, permissions: ['units.read', 'people.call'], trees: ['places'] }
const read = (roles: object) => readRoles(JSON.stringify(roles))
afterEach(() => putRolesInForce(ROLES))

describe('a deployment’s own roles', () => {
  it('stand beside those of the first day, under their key; what a role of the same key does not say stays as it was', () => {
    const roles = read({ 'night-shift': NIGHT, viewer: { permissions: ['wall.read'] } })
    expect(roles.map(({ key }) => key)).toEqual([...ROLES.map(({ key }) => key), 'night-shift'])
    expect(roles.at(-1)).toEqual({ key: 'night-shift', aliases: [], ...NIGHT })
    const before = roleOf('viewer')!
    expect(roles.find(({ key }) => key === 'viewer')).toEqual({ ...before, permissions: ['wall.read'] })
  })

  it('are those that accounts have once they are in force', () => {
    putRolesInForce(read({ 'night-shift': NIGHT }))
    expect([roleOf('night-shift')?.permissions, roleNamed('夜班')?.key, rolesInForce().length]).toEqual([['units.read', 'people.call'], 'night-shift', ROLES.length + 1])
  })

  it('cannot take anything from the administrator, who may be called otherwise', () => {
    for (const change of [{ permissions: ['wall.read'] }, { permissions: [...PERMISSIONS] }, { trees: [] }]) expect(() => read({ administrator: change })).toThrow(/系统管理员的权限和范围不能改.*cannot be changed/)
    const renamed = read({ administrator: { name: { 'zh-CN': '信息科', en: 'IT office' } } })[0]
    expect([renamed.name.en, renamed.permissions]).toEqual(['IT office', PERMISSIONS])
  })

  it.each([
    ['no JSON', '{', /JSON/],
    ['a list', '[]', /object/],
    ['an unknown permission', JSON.stringify({ 'night-shift': { ...NIGHT, permissions: ['units.red'] } }), /night-shift.*units\.red/],
    ['the accounts for somebody else', JSON.stringify({ 'night-shift': { ...NIGHT, permissions: ['accounts.manage'] } }), /accounts\.manage/],
    ['a new role without permissions', JSON.stringify({ 'night-shift': { name: NIGHT.name, trees: ['places'] } }), /permissions/],
    ['a name in one language', JSON.stringify({ 'night-shift': { ...NIGHT, name: { en: 'Night shift' } } }), /zh-CN/],
    ['an unknown tree', JSON.stringify({ 'night-shift': { ...NIGHT, trees: ['street'] } }), /places/],
    ['a misspelt field', JSON.stringify({ viewer: { permisions: [] } }), /permisions/],
    ['a key with blanks', JSON.stringify({ 'Night Shift': NIGHT }), /Night Shift/],
    ['a name that is another role’s', JSON.stringify({ 'night-shift': { ...NIGHT, aliases: ['班主任'] } }), /班主任/],
    ['__proto__', '{"__proto__": {"permissions": ["audit.read"]}}', /__proto__/],
  ])('%s is refused in one line', (_, text, said) => {
    let error: unknown
    try {
      readRoles(text)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(RolesFileError)
    expect((error as Error).message).toMatch(said)
    expect((error as Error).message).toMatch(/^roles\.json: [^\n]+\([^\n]+\)$/)
  })
})
