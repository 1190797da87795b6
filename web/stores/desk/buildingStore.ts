import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { BuildingView, DeskUnitsEvent } from '../../../server/protocol/desk.ts'
import { applyUnitChanges } from '../../desk/applyUnitChanges.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { fetchBuilding, fetchPoster, takeDown as sendTakenDown } from '../../link/desk/deskApi.ts'
import { answerOf } from './answerOf.ts'
import { usePlacesStore } from './placesStore.ts'

/** What of the town is open: nothing, one building, or all of one place for its poster. */
export type OpenPart =
  | { what: 'nothing' }
  | { what: 'building'; id: string }
  | { what: 'poster'; id: string }

/** The open buildings as they stand now. Cells are replaced one by one, so that only what changed is drawn again. */
export const useBuildingStore = defineStore('desk-building', () => {
  const places = usePlacesStore()
  const open = shallowRef<OpenPart>({ what: 'nothing' })
  const buildings = shallowRef<BuildingView[]>([])
  const failure = shallowRef<DeskRequestError | null>(null)
  const loading = shallowRef(false)
  /** News that came while an answer was under way; the answer may be older than they are. */
  let meanwhile: { rev: number; units: NonNullable<DeskUnitsEvent['units']> }[] = []
  let asking: AbortController | null = null

  const building = computed(() => (open.value.what === 'building' ? buildings.value[0] ?? null : null))
  const cells = computed(() => new Map(building.value?.cells.map((cell) => [cell.id, cell])))

  /** Opens one building, all buildings of a place, or nothing. What is open already stays as it is. */
  async function show(part: OpenPart): Promise<void> {
    const { value: before } = open
    const isSame = before.what === part.what && (before.what === 'nothing' || before.id === (part as { id: string }).id)
    if (isSame && (buildings.value.length > 0 || asking !== null || part.what === 'nothing')) return
    open.value = part
    buildings.value = []
    await read()
  }

  /** Reads again what is open; until the answer comes, what is shown stays. */
  async function read(): Promise<void> {
    asking?.abort()
    asking = null
    const part = open.value
    failure.value = null
    if (part.what === 'nothing') return
    const ours = new AbortController()
    asking = ours
    meanwhile = []
    loading.value = true
    try {
      const answer = part.what === 'building' ? [await fetchBuilding(part.id, ours.signal)] : (await fetchPoster(part.id, ours.signal)).buildings
      if (ours.signal.aborted) return
      buildings.value = meanwhile.reduce((views, { rev, units }) => views.map((view) => applyUnitChanges(view, units, rev)), answer)
    } catch (error) {
      if (ours.signal.aborted) return
      failure.value = error instanceof DeskRequestError ? error : new DeskRequestError('network')
      // What is gone, or outside the scope by now, must not stay on the screen.
      if (failure.value.status === 404) buildings.value = []
    } finally {
      if (asking === ours) {
        asking = null
        loading.value = false
      }
    }
  }

  /** News of units, from the socket. Null: nobody knows what changed, so everything open is read again. */
  function applyUnits({ rev, units }: DeskUnitsEvent): void {
    places.refreshSoon()
    if (units === null) {
      void read()
      return
    }
    if (asking !== null) meanwhile.push({ rev, units })
    const next = buildings.value.map((view) => applyUnitChanges(view, units, rev))
    if (next.some((view, i) => view !== buildings.value[i])) buildings.value = next
  }
  function forget(): void {
    asking?.abort()
    asking = null
    loading.value = false
    open.value = { what: 'nothing' }
    buildings.value = []
    failure.value = null
  }
  /** Writes down that a building is no more from a day on (null: that it stands). Null when it is kept, else why not; '' when no answer came. */
  async function takeDown(id: string, since: string | null): Promise<string | null> {
    const { value, reason } = await answerOf(sendTakenDown(id, since))
    if (!value) return reason
    if (value.problems.length > 0) return value.problems[0].reason
    await read()
    return null
  }

  return { open, buildings, building, cells, failure, loading, show, read, takeDown, applyUnits, forget }
})
