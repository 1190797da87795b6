export interface LabelBox {
  key: number
  /** Pixels; where the middle of the label wants to be. */
  x: number
  y: number
  width: number
  height: number
  /** Higher goes first. */
  priority: number
}
/** Something that stands where it stands, and that no label may cover. Pixels; x and y are its middle. */
export interface Obstacle { x: number; y: number; width: number; height: number }
export interface PlacedLabel { key: number; x: number; y: number }

/** Pixels kept free between two labels. */
const GAP = 6
/** And between a label and what stands there. */
const OBSTACLE_GAP = 1
/** A label may move this many of its heights up or down to find room. */
const OFFSETS = [0, -0.75, 0.75]

/**
 * Which labels can be drawn without touching another or an obstacle or leaving the area, and where. Greedy by priority; those in
 * `shown` go before others of their rank, so that labels do not blink while the camera moves.
 */
export function placeLabels(labels: readonly LabelBox[], area: { left: number; top: number; right: number; bottom: number }, shown: ReadonlySet<number> = new Set(), obstacles: readonly Obstacle[] = []): PlacedLabel[] {
  const order = [...labels].sort((a, b) => b.priority - a.priority || Number(shown.has(b.key)) - Number(shown.has(a.key)) || a.key - b.key)
  const placed: (PlacedLabel & { width: number; height: number })[] = []
  for (const label of order) {
    for (const offset of OFFSETS) {
      const y = label.y + offset * label.height
      const { x, width, height } = label
      const fits = x - width / 2 >= area.left && x + width / 2 <= area.right && y - height / 2 >= area.top && y + height / 2 <= area.bottom
      if (!fits) continue
      const free = placed.every((other) => Math.abs(other.x - x) >= (other.width + width) / 2 + GAP || Math.abs(other.y - y) >= (other.height + height) / 2 + GAP)
      if (!free || obstacles.some((other) => Math.abs(other.x - x) < (other.width + width) / 2 + OBSTACLE_GAP && Math.abs(other.y - y) < (other.height + height) / 2 + OBSTACLE_GAP)) continue
      placed.push({ key: label.key, x, y, width, height })
      break
    }
  }
  return placed.map(({ key, x, y }) => ({ key, x, y }))
}
