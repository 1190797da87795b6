import type { Account } from '../../auth/accounts/accounts.ts'
import { createScopeTree, type ScopeTree } from '../../auth/accounts/createScopeTree.ts'
import type { User } from '../../auth/user.ts'
import { numberOfId } from '../../merge/opaqueId.ts'
import type { Service } from '../../service.ts'

/** What an administrator may give: what the own scope covers, and nothing beyond. */
export function grantableTree(service: Service, user: User): ScopeTree {
  const reach = service.desk.reachOf(user)
  return createScopeTree({
    allPlaces: reach.hasEverything,
    allSchools: user.scope.schools.includes('all'),
    places: () => service.places().filter(({ id, kind }) => (id === 'all' ? reach.hasEverything : kind === 'building' ? reach.hasBuilding(numberOfId('b', id)) : reach.hasPlace(numberOfId('n', id)))),
    campuses: () => service.campuses().filter(({ id }) => reach.hasCampus(numberOfId('c', id))),
    classesOf: (school) => service.schoolDay(school, service.today())?.grades.map(({ name, classes }) => ({ grade: name, classes: classes.map((each) => each.name) })) ?? null,
  })
}

/** Whoever has more than the own scope is no account of this administrator's: to reset that password would be to take that scope. */
export const maySeeAccount = (user: User, { scope }: Pick<Account, 'scope'>, tree: ScopeTree): boolean =>
  (user.scope.places.includes('all') && user.scope.schools.includes('all')) || (scope.places.every(tree.hasPlace) && scope.schools.every(tree.hasSchool))
