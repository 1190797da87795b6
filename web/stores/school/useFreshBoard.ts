import { onBeforeUnmount, watch } from 'vue'
import { useLinkStore } from '../linkStore.ts'
import { useWorldStore } from '../worldStore.ts'

/** Whoever looks at a school sees a report within so long. */
const REFRESH_MS = 800

/** Reads again whenever the world has moved on, at most so often; at once when the line is back. */
export function useFreshBoard(read: () => Promise<void>): void {
  const world = useWorldStore()
  const link = useLinkStore()
  let timer: ReturnType<typeof setTimeout> | null = null
  let underWay = false
  let isStale = false

  async function refresh(): Promise<void> {
    timer = null
    if (underWay) {
      isStale = true
      return
    }
    underWay = true
    await read()
    underWay = false
    if (isStale) {
      isStale = false
      schedule()
    }
  }
  function schedule(): void {
    timer ??= setTimeout(() => void refresh(), REFRESH_MS)
  }
  watch(() => world.version, schedule)
  watch(() => link.link.state === 'live', (live, before) => { if (live && before === false) schedule() })
  onBeforeUnmount(() => {
    if (timer) clearTimeout(timer)
    timer = null
  })
}
