/**
 * Joins the ways of a multipolygon at their ends into closed rings of node ids (first = last). Returns null when
 * an end is left over, which means that a way is missing. Ways may run in either direction.
 */
export function assembleRings(ways: number[][]): number[][] | null {
  const rings: number[][] = []
  const open: number[][] = []
  for (const way of ways) {
    if (way.length < 2) continue
    if (way.length >= 4 && way[0] === way.at(-1)) rings.push(way)
    else open.push(way)
  }
  const waysAtNode = new Map<number, Set<number>>()
  open.forEach((way, index) => {
    for (const end of [way[0], way.at(-1)!]) {
      const indexes = waysAtNode.get(end)
      if (indexes) indexes.add(index)
      else waysAtNode.set(end, new Set([index]))
    }
  })
  const remove = (index: number) => {
    waysAtNode.get(open[index][0])?.delete(index)
    waysAtNode.get(open[index].at(-1)!)?.delete(index)
  }
  const used = new Uint8Array(open.length)
  for (let first = 0; first < open.length; first++) {
    if (used[first]) continue
    used[first] = 1
    remove(first)
    const ring = [...open[first]]
    while (ring[0] !== ring.at(-1)) {
      const next = waysAtNode.get(ring.at(-1)!)?.values().next().value
      if (next === undefined) return null
      used[next] = 1
      remove(next)
      const way = open[next][0] === ring.at(-1) ? open[next] : open[next].toReversed()
      for (let i = 1; i < way.length; i++) ring.push(way[i])
    }
    rings.push(ring)
  }
  return rings
}
