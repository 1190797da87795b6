import type { CampusRing } from './campusRings.ts'

export interface RingOverlay {
  setRings(rings: CampusRing[]): void
  setVisible(visible: boolean): void
  setFontSize(pixels: number): void
  /** Places everything anew; `project` gives pixels, or null behind the horizon. */
  update(project: (lng: number, lat: number) => [number, number] | null, chosen: number | null): void
  /** Where the rings stand, in pixels: labels keep out of their way. */
  boxes(): { x: number; y: number; width: number; height: number }[]
  /** Node of the ring under a pixel, or null. */
  pick(x: number, y: number): number | null
  destroy(): void
}

interface Entry { ring: CampusRing; element: HTMLElement; count: HTMLElement; shown: string; at: [number, number] | null }

/** Of the font size, as in map.css: a ring with a number in it. */
const SIZE_WITH_COUNT = 1.7
/** Of the font size: how far from a ring's middle a click still means it. */
const REACH = 0.8

/** One ring a campus, as elements above the map: towers cannot hide them, and their numbers are the system's own type. */
export function createRingOverlay(container: HTMLElement): RingOverlay {
  const root = document.createElement('div')
  root.className = 'map-rings'
  root.setAttribute('aria-hidden', 'true')
  container.append(root)
  const entries = new Map<number, Entry>()
  let fontSize = 22

  return {
    setRings(rings) {
      const kept = new Set(rings.map(({ node }) => node))
      for (const [node, entry] of entries) {
        if (kept.has(node)) continue
        entry.element.remove()
        entries.delete(node)
      }
      for (const ring of rings) {
        const entry = entries.get(ring.node) ?? createEntry(ring)
        entry.ring = ring
        entries.set(ring.node, entry)
        // A thousandth of a turn is less than a pixel: what is not seen is not written.
        const shown = `${ring.share === null ? '-' : Math.round(ring.share * 1000)} ${ring.count}`
        if (shown === entry.shown) continue
        entry.shown = shown
        entry.element.style.setProperty('--share', ring.share === null ? '0' : String(Math.round(ring.share * 1000) / 1000))
        entry.element.classList.toggle('map-ring-alert', ring.count > 0)
        entry.count.textContent = ring.count > 0 ? String(ring.count) : ''
      }
    },
    setVisible(visible) {
      root.hidden = !visible
    },
    setFontSize(pixels) {
      fontSize = pixels
      root.style.fontSize = `${pixels}px`
    },
    update(project, chosen) {
      if (root.hidden) return
      for (const [node, entry] of entries) {
        entry.at = project(...entry.ring.lngLat)
        entry.element.style.visibility = entry.at ? 'visible' : 'hidden'
        entry.element.classList.toggle('map-ring-chosen', node === chosen)
        if (entry.at) entry.element.style.transform = `translate(${Math.round(entry.at[0])}px, ${Math.round(entry.at[1])}px) translate(-50%, -50%)`
      }
    },
    boxes() {
      if (root.hidden) return []
      return [...entries.values()].flatMap(({ at, ring }) => {
        const size = fontSize * (ring.count > 0 ? SIZE_WITH_COUNT : 1)
        return at ? [{ x: at[0], y: at[1], width: size, height: size }] : []
      })
    },
    pick(x, y) {
      if (root.hidden) return null
      let nearest: number | null = null
      let least = fontSize * REACH
      for (const [node, { at }] of entries) {
        const distance = at ? Math.hypot(at[0] - x, at[1] - y) : Infinity
        if (distance >= least) continue
        least = distance
        nearest = node
      }
      return nearest
    },
    destroy() {
      root.remove()
      entries.clear()
    },
  }

  function createEntry(ring: CampusRing): Entry {
    const element = document.createElement('div')
    element.className = 'map-ring'
    const count = document.createElement('span')
    element.append(count)
    root.append(element)
    return { ring, element, count, shown: '', at: null }
  }
}
