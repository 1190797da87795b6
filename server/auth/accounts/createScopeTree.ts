import { parseClassName } from '../../merge/parseClassName.ts'
import { normalizeCommittee } from '../../merge/normalizeCommittee.ts'
import { normalizeSchool } from '../../merge/normalizeSchool.ts'
import type { ScopeNode } from '../../protocol/accounts.ts'
import type { Scope } from '../user.ts'

/** What scopes are chosen from: what the one who gives them has. */
export interface ScopeSource {
  /** Whether the whole tree may be given. */
  allPlaces: boolean
  allSchools: boolean
  places(): { id: string; kind: string; name: string }[]
  campuses(): { id: string; name: string }[]
  /** Grades and classes of a school by its name; null when there is no such school. */
  classesOf(school: string): { grade: string; classes: string[] }[] | null
}

export type FoundNode = { tree: 'places' | 'schools'; id: string; name: string } | 'unknown' | 'ambiguous'

export interface ScopeTree {
  /** A node by what people call it (or by its id); schools with `/` and a grade or class. Only in these trees. */
  find(text: string, trees: readonly ('places' | 'schools')[]): FoundNode
  hasPlace(id: string): boolean
  hasSchool(id: string): boolean
  nodes(scope: Scope): { places: ScopeNode[]; schools: ScopeNode[] }
}

const EVERYTHING = /^(?:全部|所有|全街道|全区|全镇|全校|全部居委|全部学校|all|\*)$/i
const classKey = (text: string): string => text.normalize('NFKC').replace(/[\s()]+/g, '')

/** The trees as they are now; made anew for each request. */
export function createScopeTree(source: ScopeSource): ScopeTree {
  const places = source.places()
  const placeNames = new Map(places.map(({ id, name }) => [id, name]))
  const campuses = source.campuses()
  const campusNames = new Map(campuses.map(({ id, name }) => [id, name]))

  const isWhole = (tree: 'places' | 'schools'): boolean => (tree === 'places' ? source.allPlaces : source.allSchools)

  function findPlace(text: string): FoundNode {
    // Buildings have numbers, the same in every compound: by id only.
    if (placeNames.has(text)) return { tree: 'places', id: text, name: placeNames.get(text)! }
    const named = places.filter(({ kind, name }) => kind !== 'building' && (name === text || normalizeCommittee(name) === normalizeCommittee(text)))
    if (named.length === 0) return 'unknown'
    const exact = named.filter(({ name }) => name === text)
    // A committee and its only compound often share a name: the committee is meant.
    const committees = named.filter(({ kind }) => kind === 'committee')
    const [found, ...others] = exact.length === 1 ? exact : committees.length === 1 ? committees : named
    return others.length > 0 ? 'ambiguous' : { tree: 'places', id: found.id, name: found.name }
  }

  function findSchool(text: string): FoundNode {
    const [school, ...rest] = text.split(/[/／]/)
    const below = rest.join('/').trim()
    const campus = campuses.find(({ id, name }) => id === school.trim() || normalizeSchool(name) === normalizeSchool(school))
    if (!campus) return 'unknown'
    if (below === '') return { tree: 'schools', id: campus.id, name: campus.name }
    const known = (source.classesOf(campus.name) ?? []).flatMap(({ grade, classes }) => [grade, ...classes])
    const found = known.find((name) => classKey(name) === classKey(below) || name === parseClassName(below).className)
    return found === undefined ? 'unknown' : { tree: 'schools', id: `${campus.id}/${found}`, name: `${campus.name} ${found}` }
  }

  const hasSchool = (id: string): boolean => {
    const slash = id.indexOf('/')
    if (id === 'all' || slash < 0) return id === 'all' ? source.allSchools : campusNames.has(id)
    const school = campusNames.get(id.slice(0, slash))
    const below = id.slice(slash + 1)
    return school !== undefined && (source.classesOf(school) ?? []).some(({ grade, classes }) => grade === below || classes.includes(below))
  }
  return {
    find(text, trees) {
      const clean = text.normalize('NFKC').trim()
      if (EVERYTHING.test(clean)) return trees.length !== 1 ? 'ambiguous' : isWhole(trees[0]) ? { tree: trees[0], id: 'all', name: '' } : 'unknown'
      const found = trees.map((tree) => (tree === 'places' ? findPlace(clean) : findSchool(clean)))
      return found.find((one) => typeof one === 'object') ?? (found.includes('ambiguous') ? 'ambiguous' : 'unknown')
    },
    hasPlace: (id) => (id === 'all' ? source.allPlaces : placeNames.has(id)),
    hasSchool,
    nodes: (scope) => ({
      places: scope.places.map((id): ScopeNode => (id === 'all' ? { id, name: '' } : placeNames.has(id) ? { id, name: placeNames.get(id)! } : { id, name: id, missing: true })),
      schools: scope.schools.map((id): ScopeNode => {
        if (id === 'all') return { id, name: '' }
        const [campus, ...below] = id.split('/')
        const name = [campusNames.get(campus) ?? campus, ...below].join(' ')
        return hasSchool(id) ? { id, name } : { id, name, missing: true }
      }),
    }),
  }
}
