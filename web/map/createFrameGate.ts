import type { AnimationFrameProvider } from '@luma.gl/engine'

/** After a new description the loop runs this many frames: the first may only update layers, the second draws what they asked for. */
const FRAMES_PER_WAKE = 2

export interface FrameGate {
  /** What deck.gl's animation loop asks for its frames. */
  provider: AnimationFrameProvider
  wake(): void
  close(): void
}

/** deck.gl asks for a frame for ever, 60 times a second; behind this gate it gets one only after `wake`, so a quiet wall sleeps. */
export function createFrameGate(): FrameGate {
  let waiting: ((time: number) => void) | null = null
  let frame = 0
  let owed = FRAMES_PER_WAKE
  let handle = 0
  const pump = (): void => {
    if (frame || !waiting || owed <= 0) return
    frame = requestAnimationFrame((time) => {
      frame = 0
      owed--
      const callback = waiting
      waiting = null
      callback?.(time)
      pump()
    })
  }
  const stop = (): void => {
    if (frame) cancelAnimationFrame(frame)
    frame = 0
    waiting = null
  }
  return {
    provider: {
      requestAnimationFrame(callback: (time: number) => void) {
        waiting = callback
        pump()
        return ++handle
      },
      cancelAnimationFrame: stop,
    } as AnimationFrameProvider,
    wake() {
      owed = FRAMES_PER_WAKE
      pump()
    },
    close: stop,
  }
}
