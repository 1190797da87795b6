import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { DistrictBoard } from '../../../server/protocol/school.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchDistrict } from '../../link/school/boardApi.ts'

/** All schools of the scope on a day; null: today. */
export const useDistrictStore = defineStore('school-district', () => {
  const board = shallowRef<DistrictBoard | null>(null)
  const day = ref<string | null>(null)
  const failure = shallowRef<DeskRequestError | null>(null)
  let question = 0

  async function load(): Promise<void> {
    const mine = ++question
    try {
      const next = await fetchDistrict(day.value)
      if (mine !== question) return
      board.value = next
      failure.value = null
    } catch (error) {
      if (mine === question) failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
    }
  }
  async function choose(next: string | null): Promise<void> {
    day.value = next
    await load()
  }
  return { board, day, failure, load, choose }
})
