import { ref, type ShallowRef } from 'vue'
import { DIALLING, useCardStore } from '../../../stores/desk/cardStore.ts'
import { useCardWords } from './useCardWords.ts'

/** Has the telephone dial what `ask` answers ('' has nothing to dial). `link` is an empty `<a>` of the page, in which the number stands for a moment only. */
export function useDialling(link: Readonly<ShallowRef<HTMLAnchorElement | null>>, ask: () => Promise<string>) {
  const { t } = useCardWords()
  const store = useCardStore()
  const dialled = ref<'no' | 'asking' | 'dialled' | 'failed'>('no')
  const failure = ref('')

  async function dial(): Promise<void> {
    dialled.value = 'asking'
    try {
      const number = await ask()
      if (link.value && number) {
        link.value.href = `${DIALLING}${number}`
        link.value.click()
        // The page forgets it at once; the telephone has it.
        link.value.removeAttribute('href')
      }
      dialled.value = 'dialled'
    } catch (error) {
      failure.value = store.wordOfFailure(error) ?? t('card.send.why.network')
      dialled.value = 'failed'
    }
  }
  return { dialled, failure, dial }
}
