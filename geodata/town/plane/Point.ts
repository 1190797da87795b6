/** Metres east and north of the town's origin. */
export type Point = readonly [number, number]
/** Open (the first point is not repeated), counter-clockwise. */
export type Ring = Point[]
/** Left, bottom, right, top. */
export type Extent = [number, number, number, number]
