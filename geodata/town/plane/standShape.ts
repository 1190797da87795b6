import type { Point, Ring } from './Point.ts'

/** Turns a shape drawn around the origin by `angle` radians and moves it to `center`. */
export function standShape(shape: readonly Point[], center: Point, angle: number, scale = 1): Ring {
  const cos = Math.cos(angle) * scale, sin = Math.sin(angle) * scale
  return shape.map(([x, y]) => [center[0] + x * cos - y * sin, center[1] + x * sin + y * cos])
}
