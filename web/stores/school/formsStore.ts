import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { PublishAnswer } from '../../../server/protocol/checks.ts'
import type { Form } from '../../../server/protocol/residents.ts'
import { newReportId } from '../../desk/newReportId.ts'
import { fetchForms, type FormsDoor, publishForm } from '../../link/school/linksApi.ts'
import { createAsking } from '../desk/createAsking.ts'

/** Versions of the forms that somebody may see, and the publishing of the next. */
export const useFormsStore = defineStore('school-forms', () => {
  const forms = shallowRef<readonly Form[]>([])
  const problems = shallowRef<PublishAnswer['problems']>([])
  const today = ref('')
  const loaded = ref(false)
  /** Whose forms of these may be changed. */
  const mayPublish = ref<Record<FormsDoor, boolean>>({ school: false, residents: false })
  const { busy, failure, ask } = createAsking()
  const doorOf = (form: Form): FormsDoor => (form.audience === 'school' ? 'school' : 'residents')

  const load = (doors: readonly FormsDoor[]): Promise<boolean> => ask(async () => {
    const views = await Promise.all(doors.map(fetchForms))
    forms.value = views.flatMap((view) => view.forms)
    today.value = views[0]?.today ?? ''
    doors.forEach((door, index) => { mayPublish.value[door] = views[index].mayPublish })
    loaded.value = true
  })
  const isMine = (form: Form): boolean => mayPublish.value[doorOf(form)]

  /** True when the version is published; else `problems` or `failure` say why not. */
  async function publish(form: Form): Promise<boolean> {
    problems.value = []
    const answered = await ask(async () => {
      const door = doorOf(form)
      const answer = await publishForm(door, newReportId(crypto.getRandomValues(new Uint8Array(16))), form)
      problems.value = answer.problems
      const others = forms.value.filter((one) => doorOf(one) !== door)
      forms.value = door === 'school' ? [...answer.forms, ...others] : [...others, ...answer.forms]
    })
    return answered && problems.value.length === 0
  }
  return { forms, problems, today, loaded, busy, failure, load, isMine, publish }
})

export type { FormsDoor }
