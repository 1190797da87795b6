import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ClassLinks, LinksView } from '../../../server/protocol/checks.ts'
import { fetchLinks, makeTeacherLink, replaceClassCode, revokeTeacherLink } from '../../link/school/linksApi.ts'
import { createAsking } from '../desk/createAsking.ts'

/** Classes of a campus with their codes and their teachers' links. A link that was made is told once, here. */
export const useLinksStore = defineStore('school-links', () => {
  const view = shallowRef<LinksView | null>(null)
  /** The link made last, whole: only its hash is kept anywhere. */
  const made = shallowRef<{ class: string; url: string; expiresAt: number } | null>(null)
  const { busy, failure, ask } = createAsking()

  const put = (links: ClassLinks): void => {
    if (view.value) view.value = { ...view.value, classes: view.value.classes.map((one) => (one.id === links.id ? links : one)) }
  }
  const load = (campus: string | null): Promise<boolean> => ask(async () => {
    made.value = null
    view.value = await fetchLinks(campus)
  })
  const replace = (one: ClassLinks): Promise<boolean> => ask(async () => put(await replaceClassCode(one.id)))
  const make = (one: ClassLinks, days: number): Promise<boolean> => ask(async () => {
    const { url, expiresAt, links } = await makeTeacherLink(one.id, days)
    made.value = { class: one.class, url, expiresAt }
    put(links)
  })
  const revoke = (one: ClassLinks, link: string): Promise<boolean> => ask(async () => put(await revokeTeacherLink(one.id, link)))
  /** Whoever comes after at this screen sees no secret. */
  function forget(): void {
    view.value = null
    made.value = null
  }
  return { view, made, busy, failure, load, replace, make, revoke, forget }
})
