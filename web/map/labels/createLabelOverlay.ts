import { type LabelBox, type Obstacle, placeLabels } from './placeLabels.ts'
import type { LabelModel } from './committeeLabels.ts'

export interface LabelOverlay {
  setLabels(labels: LabelModel[], at: (node: number) => [lng: number, lat: number]): void
  setVisible(visible: boolean): void
  setFontSize(pixels: number): void
  /** Places everything anew; `project` gives pixels, or null behind the horizon. */
  update(project: (lng: number, lat: number) => [number, number] | null, area: { left: number; top: number; right: number; bottom: number }, first: number | null, obstacles?: readonly Obstacle[]): void
  destroy(): void
}

interface Entry { model: LabelModel; element: HTMLElement; text: string; width: number; height: number; lngLat: [number, number] }

/**
 * Labels as elements above both canvases: the fonts are the system's own, so Chinese needs no glyph server,
 * and towers cannot hide them. Elements that are not placed stay in the tree, hidden.
 */
export function createLabelOverlay(container: HTMLElement): LabelOverlay {
  const root = document.createElement('div')
  root.className = 'map-labels'
  root.setAttribute('aria-hidden', 'true')
  container.append(root)
  const entries = new Map<number, Entry>()
  let shown = new Set<number>()
  let measured = true

  function measure(): void {
    for (const entry of entries.values()) {
      entry.width = entry.element.offsetWidth
      entry.height = entry.element.offsetHeight
    }
    measured = true
  }

  return {
    setLabels(labels, at) {
      const kept = new Set(labels.map((label) => label.node))
      for (const [node, entry] of entries) {
        if (kept.has(node)) continue
        entry.element.remove()
        entries.delete(node)
      }
      for (const model of labels) {
        const text = model.name + model.counts.map(({ glyph, color, count }) => `\n${glyph}${color}${count}`).join('')
        const known = entries.get(model.node)
        if (known?.text === text) {
          known.model = model
          continue
        }
        const element = known?.element ?? document.createElement('div')
        element.className = 'map-label'
        element.replaceChildren(span('map-label-name', model.name), ...(model.counts.length ? [countsLine(model)] : []))
        if (!known) {
          element.style.visibility = 'hidden'
          root.append(element)
        }
        entries.set(model.node, { model, element, text, width: 0, height: 0, lngLat: at(model.node) })
        measured = false
      }
    },
    setVisible(visible) {
      root.hidden = !visible
      measured = false
    },
    setFontSize(pixels) {
      root.style.fontSize = `${pixels}px`
      measured = false
    },
    update(project, area, first, obstacles = []) {
      if (root.hidden) return
      if (!measured) measure()
      const boxes: LabelBox[] = []
      for (const [node, entry] of entries) {
        const at = project(...entry.lngLat)
        if (at) boxes.push({ key: node, x: at[0], y: at[1], width: entry.width, height: entry.height, priority: node === first ? Infinity : entry.model.priority })
      }
      const placed = placeLabels(boxes, area, shown, obstacles)
      const now = new Set(placed.map(({ key }) => key))
      for (const node of shown) if (!now.has(node)) hide(entries.get(node))
      for (const { key, x, y } of placed) {
        const { element, width, height } = entries.get(key)!
        // Whole pixels, or the glyphs blur.
        element.style.transform = `translate(${Math.round(x - width / 2)}px, ${Math.round(y - height / 2)}px)`
        element.style.visibility = 'visible'
        element.classList.toggle('map-label-first', key === first)
      }
      shown = now
    },
    destroy() {
      root.remove()
      entries.clear()
    },
  }
}

function hide(entry: Entry | undefined): void {
  if (entry) entry.element.style.visibility = 'hidden'
}

function span(className: string, text: string, color?: string): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  if (color) element.style.color = color
  return element
}

function countsLine(model: LabelModel): HTMLElement {
  const line = document.createElement('span')
  line.className = 'map-label-counts'
  for (const { glyph, color, count } of model.counts) line.append(span('map-label-glyph', glyph, color), span('map-label-count', String(count)))
  return line
}
