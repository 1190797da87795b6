/** A node that a scope can be chosen from. */
export interface ScopeTreeNode {
  id: string
  name: string
  parent: string | null
  /** What lies below is only asked for when the node is opened. */
  isClosed?: boolean
}

export interface ScopeLine {
  node: ScopeTreeNode
  depth: number
  /** Names of what lies above, from the top; for lines that were searched for. */
  path: string
  isOpen: boolean
  hasBelow: boolean
  /** Chosen by itself, or with something above it. */
  held: 'no' | 'chosen' | 'above'
}

export interface ScopeQuestion {
  nodes: readonly ScopeTreeNode[]
  chosen: readonly string[]
  open: ReadonlySet<string>
  /** Empty: the tree as far as it is open. */
  text: string
  /** Lines at most. */
  most: number
}

const collator = new Intl.Collator('zh-CN', { numeric: true })
const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

/** The tree as lines, in the order in which people count; or what a text finds, wherever it is. `left`: lines beyond `most`. Pure. */
export function listScopeLines({ nodes, chosen, open, text, most }: ScopeQuestion): { lines: ScopeLine[]; left: number } {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const below = new Map<string | null, ScopeTreeNode[]>()
  for (const node of nodes) {
    const parent = node.parent !== null && byId.has(node.parent) ? node.parent : null
    const siblings = below.get(parent)
    if (siblings) siblings.push(node)
    else below.set(parent, [node])
  }
  const held = new Set(chosen)
  const isWhole = held.has('all')
  const lineOf = (node: ScopeTreeNode, depth: number, path: string, isAbove: boolean): ScopeLine => ({
    node, depth, path, isOpen: open.has(node.id), hasBelow: node.isClosed === true || below.has(node.id), held: isAbove ? 'above' : held.has(node.id) ? 'chosen' : 'no',
  })

  const asked = fold(text)
  const all: ScopeLine[] = []
  // A path of three words finds a building: each word stands in the name or above it, the last in the name.
  const walk = (parent: string | null, depth: number, above: string[], isAbove: boolean): void => {
    for (const node of [...below.get(parent) ?? []].sort((a, b) => collator.compare(a.name, b.name))) {
      const isHeld = isAbove || held.has(node.id)
      if (asked === '') {
        all.push(lineOf(node, depth, '', isAbove))
        if (open.has(node.id)) walk(node.id, depth + 1, [...above, node.name], isHeld)
      } else {
        const name = fold(node.name)
        const whole = fold([...above, node.name].join(''))
        if (name.includes(asked) || (whole.includes(asked) && whole.indexOf(asked) + asked.length > whole.length - name.length)) all.push(lineOf(node, 0, above.join(' / '), isAbove))
        walk(node.id, depth + 1, [...above, node.name], isHeld)
      }
    }
  }
  walk(null, 0, [], isWhole)
  return { lines: all.slice(0, most), left: Math.max(0, all.length - most) }
}

/** The chosen nodes with one more or less. One more covers everything below it, which need not be named then. Pure. */
export function toggleScopeNode(nodes: readonly ScopeTreeNode[], chosen: readonly string[], id: string): string[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id)
  if (id === 'all') return ['all']
  const parents = new Map(nodes.map((node) => [node.id, node.parent]))
  const isBelow = (each: string): boolean => {
    for (let at = parents.get(each) ?? null; at !== null; at = parents.get(at) ?? null) if (at === id) return true
    return false
  }
  return [...chosen.filter((each) => each !== 'all' && !isBelow(each)), id]
}
