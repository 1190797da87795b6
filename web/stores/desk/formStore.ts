import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { FilledForm, FormCellChoice, FormSummary, FormTarget, FormView } from '../../../server/protocol/deskReport.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { deleteForm, fetchFilled, fetchFilledFile, fetchForm, fetchForms, postForm, postMapping } from '../../link/desk/reportApi.ts'

export const choiceKey = (sheet: string, cell: string): string => `${sheet}\n${cell}`

/** The superiors' forms: the one that is open, which of its cells is which figure (kept here until it is saved), and how it comes out. */
export const useFormStore = defineStore('desk-form', () => {
  const forms = shallowRef<FormSummary[] | null>(null)
  const form = shallowRef<FormView | null>(null)
  const choices = shallowRef<ReadonlyMap<string, FormCellChoice>>(new Map())
  /** Something was chosen that is not saved. */
  const changed = ref(false)
  const filled = shallowRef<FilledForm | null>(null)
  const failure = shallowRef<DeskRequestError | null>(null)
  const busy = ref(false)

  let beginning = 0

  /** An answer that comes after everything was forgotten belongs to somebody else. */
  async function ask<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    const ours = beginning
    busy.value = true
    failure.value = null
    try {
      const answer = await work()
      return ours === beginning ? answer : null
    } catch (error) {
      if (ours === beginning) failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
      return null
    } finally {
      if (ours === beginning) busy.value = false
    }
  }
  function take(view: FormView | null): void {
    if (!view) return
    form.value = view
    choices.value = new Map(view.mapping.map((choice) => [choiceKey(choice.sheet, choice.cell), choice]))
    changed.value = false
    filled.value = null
  }

  async function load(): Promise<void> {
    forms.value = (await ask(fetchForms))?.forms ?? forms.value
    const [first] = forms.value ?? []
    if (form.value === null && first) await open(first.id)
  }
  const open = async (id: string): Promise<void> => take(await ask(() => fetchForm(id)))
  async function add(file: File): Promise<void> {
    const view = await ask(() => postForm(file))
    take(view)
    // Nobody has chosen anything in it yet: the suggestions are where one begins.
    if (view) takeSuggestions()
    await ask(fetchForms).then((answer) => { if (answer) forms.value = answer.forms })
  }
  async function save(): Promise<void> {
    const { value } = form
    if (value) take(await ask(() => postMapping(value.id, [...choices.value.values()])))
  }
  async function remove(id: string): Promise<void> {
    if ((await ask(async () => { await deleteForm(id); return true })) === null) return
    form.value = filled.value = null
    forms.value = (forms.value ?? []).filter((one) => one.id !== id)
  }
  /** Null: the cell stays as it came. */
  function choose(sheet: string, cell: string, target: FormTarget | null): void {
    const next = new Map(choices.value)
    if (target) next.set(choiceKey(sheet, cell), { sheet, cell, target })
    else next.delete(choiceKey(sheet, cell))
    choices.value = next
    changed.value = true
  }
  /** For every cell that nobody has decided about. */
  function takeSuggestions(): void {
    const next = new Map(choices.value)
    for (const { name, rows } of form.value?.sheets ?? []) for (const { cells } of rows) for (const { cell, suggestion } of cells) {
      if (suggestion && !next.has(choiceKey(name, cell))) next.set(choiceKey(name, cell), { sheet: name, cell, target: suggestion })
    }
    choices.value = next
    changed.value = true
  }
  async function fill(day: string): Promise<void> {
    const { value } = form
    filled.value = value && (await ask(() => fetchFilled(value.id, day)))
  }
  const file = (day: string): Promise<Blob | null> => ask(() => fetchFilledFile(form.value!.id, day))
  function forget(): void {
    beginning++
    forms.value = form.value = filled.value = failure.value = null
    choices.value = new Map()
    changed.value = busy.value = false
  }
  return { forms, form, choices, changed, filled, failure, busy, load, open, add, save, remove, choose, takeSuggestions, fill, file, forget }
})
