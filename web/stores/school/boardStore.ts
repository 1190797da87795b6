import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { SchoolBoard } from '../../../server/protocol/school.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchBoard } from '../../link/school/boardApi.ts'
import { useLinkStore } from '../linkStore.ts'
import { applyBoardNews } from './applyBoardNews.ts'

/** One campus: how its day stands, class by class. Today's is kept current by what the link says of it. */
export const useBoardStore = defineStore('school-board', () => {
  const link = useLinkStore()
  const board = shallowRef<SchoolBoard | null>(null)
  /** There is no such school, or it is out of reach. */
  const gone = ref(false)
  const failure = shallowRef<DeskRequestError | null>(null)
  let campus: string | null = null
  let day: string | null = null
  let question = 0

  /** null: none any more. Another day than today: null is today. */
  function watchCampus(next: string | null, onDay: string | null = null): void {
    if (next !== campus) board.value = null
    campus = next
    day = onDay
    gone.value = false
    failure.value = null
    question++
    link.watchedCampus = day === null ? campus : null
    if (campus !== null) void load()
  }

  watch(() => link.boardNews, (news) => {
    if (!news || news.campus !== campus || day !== null) return
    const next = board.value && applyBoardNews(board.value, news)
    if (next) board.value = next
    else void load()
  })
  // What happened while the line was dead was told to nobody.
  watch(() => link.link.state === 'live', (live, before) => { if (live && before === false && day === null) void load() })

  async function load(): Promise<void> {
    if (campus === null) return
    const mine = ++question
    try {
      const next = await fetchBoard(campus, day)
      if (mine !== question) return
      board.value = next
      gone.value = false
      failure.value = null
    } catch (error) {
      if (mine !== question) return
      const known = error instanceof DeskRequestError ? error : new DeskRequestError('network')
      if (known.status === 404 || known.status === 403) gone.value = true
      // What was shown stays: the link says that it is old.
      failure.value = known
    }
  }
  return { board, gone, failure, watchCampus, load }
})
