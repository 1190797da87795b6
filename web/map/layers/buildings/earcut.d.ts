declare module 'earcut' {
  /** Triangulates one polygon; indexes of points, three a triangle. */
  export default function earcut(flat: ArrayLike<number>, holeStarts?: ArrayLike<number>, dimensions?: number): number[]
}
