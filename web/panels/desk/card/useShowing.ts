import { ref } from 'vue'
import { useCardStore } from '../../../stores/desk/cardStore.ts'
import { useCardWords } from './useCardWords.ts'

/** Asks for something in full, once at a time; what went wrong is in `failure`, in words. */
export function useShowing() {
  const { t } = useCardWords()
  const store = useCardStore()
  const showing = ref(false)
  const failure = ref('')

  async function show(ask: () => Promise<void>): Promise<void> {
    showing.value = true
    failure.value = ''
    try {
      await ask()
    } catch (error) {
      failure.value = store.wordOfFailure(error) ?? t('card.send.why.network')
    } finally {
      showing.value = false
    }
  }
  return { showing, failure, show }
}
