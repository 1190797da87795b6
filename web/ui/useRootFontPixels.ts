import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'

const read = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16

/** The page's base unit in CSS pixels; canvases cannot read `rem`. */
export function useRootFontPixels() {
  const pixels = ref(read())
  useEventListener(window, 'resize', () => { pixels.value = read() })
  return pixels
}
