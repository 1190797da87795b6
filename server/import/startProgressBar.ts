import { Presets, SingleBar } from 'cli-progress'
import type { ShowProgress } from './sendFile.ts'

const PHASES = { sending: '上传 sending', reading: '读取 reading', applying: '写入 applying' } as const

/** A bar on standard error while a person is watching; nothing otherwise. */
export function startProgressBar(isTerminal: boolean): { show: ShowProgress; stop(): void } {
  if (!isTerminal) return { show: () => {}, stop: () => {} }
  const bar = new SingleBar({ format: '{phase} [{bar}] {percentage}% {value}/{total}', stream: process.stderr, clearOnComplete: true, hideCursor: true }, Presets.shades_classic)
  let started = false
  return {
    show(phase, done, total) {
      // A phase whose end is not known stands at its beginning: no invented percentage.
      const values = { phase: PHASES[phase] }
      if (!started) bar.start(total ?? 1, total === null ? 0 : done, values)
      else {
        bar.setTotal(total ?? 1)
        bar.update(total === null ? 0 : done, values)
      }
      started = true
    },
    stop: () => { if (started) bar.stop() },
  }
}
