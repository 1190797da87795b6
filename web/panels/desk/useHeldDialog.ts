import { onBeforeUnmount, onMounted, type Ref, ref, watch } from 'vue'
import { useSessionStore } from '../../stores/desk/sessionStore.ts'

/**
 * How every dialog of the desk behaves. The browser's own keeps the focus inside and gives it back. What was typed is only
 * given up when somebody says so, however often Escape is pressed. `held`: only a button inside closes it. The template has
 * `<dialog ref=… v-on="onDialog">`.
 */
export function useHeldDialog(dialog: Readonly<Ref<HTMLDialogElement | null>>, is: { dirty: () => boolean; held?: () => boolean }, close: () => void) {
  const session = useSessionStore()
  /** The question whether to give up is on the screen. */
  const asking = ref(false)
  const stays = (): boolean => is.dirty() || is.held?.() === true

  onMounted(() => dialog.value?.showModal())
  onBeforeUnmount(() => dialog.value?.close())
  // It lies above everything, the sign-in too: while somebody signs in again it steps aside with all that is in it.
  watch(() => session.state, (state) => {
    if (state === 'expired') dialog.value?.close()
    else if (state === 'signed-in' && dialog.value?.open === false) dialog.value.showModal()
  }, { flush: 'sync' })

  /** Somebody wants to leave: by Escape, a phone's back, or the button for it. */
  function leave(): void {
    if (is.held?.()) return
    if (is.dirty()) asking.value = true
    else close()
  }
  /** A browser closes a dialog at the second Escape or at a phone's back, whatever the page says; what must stay is opened again. */
  function closed(): void {
    if (session.state !== 'signed-in') return
    if (stays()) dialog.value?.showModal()
    leave()
  }
  const onDialog = {
    keydown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      event.preventDefault()
      // What lies below closes at Escape, too.
      event.stopPropagation()
      leave()
    },
    cancel: (event: Event) => {
      event.preventDefault()
      leave()
    },
    close: closed,
  }
  return { asking, leave, onDialog }
}
