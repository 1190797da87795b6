import { type Camera, filledHeight, fitCamera, type FitRequest } from './fitCamera.ts'

export interface TiltRequest extends Omit<FitRequest, 'pitch'> {
  /** Degrees, most tilted first: the walls of the buildings are best seen in the first. */
  pitches: readonly number[]
}

/** A town that reaches this share of the free height is big enough on the screen. */
const ENOUGH = 0.72

/**
 * The camera of the most tilted view in which the points fill the free height well; of the least tilted one when none
 * does. A narrow space between two panels is filled by looking down more steeply, not by leaving half of it empty.
 */
export function fitTilted({ pitches, ...request }: TiltRequest): Camera | null {
  let camera: Camera | null = null
  for (const pitch of pitches) {
    camera = fitCamera({ ...request, pitch })
    if (!camera || filledHeight({ ...request, pitch }, camera) >= ENOUGH) break
  }
  return camera
}
