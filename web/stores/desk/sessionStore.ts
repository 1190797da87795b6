import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { SessionView } from '../../../server/protocol/desk.ts'
import { DeskRequestError } from '../../link/desk/DeskRequestError.ts'
import { askAs, whenSignedOut } from '../../link/desk/requestJson.ts'
import { deleteSession, deleteSessions, fetchSession, fetchSessionOptions, postPassword, postSession, type SessionOptions } from '../../link/desk/sessionApi.ts'
import { useLinkStore } from '../linkStore.ts'
import { gateShelf } from '../school/gateShelf.ts'
import { outlineShelf } from './outlineShelf.ts'
import { type Walker, walkerMemory } from './walkerMemory.ts'

/**
 * Who is signed in. `unknown`: not asked yet, or no answer. `expired`: somebody was, and the page beneath stays as it
 * is until the same person signs in again. `offline`: no answer comes, and somebody was signed in here when one last did:
 * the stairs are there, and nothing else.
 */
export type SessionState = 'unknown' | 'offline' | 'signed-out' | 'must-change' | 'signed-in' | 'expired'

export const useSessionStore = defineStore('desk-session', () => {
  const link = useLinkStore()
  const state = ref<SessionState>('unknown')
  const session = shallowRef<SessionView | null>(null)
  const options = shallowRef<SessionOptions | null>(null)
  /** Why the last question got no answer; null when it did. */
  const failure = shallowRef<DeskRequestError | null>(null)
  /** Grows when a session begins: what the last one had on the screen or under way is none of the next one's. */
  const beginnings = ref(0)
  const lastHere = shallowRef<Walker | null>(null)

  const permissions = computed(() => new Set(session.value?.account.permissions))
  const may = (permission: string): boolean => permissions.value.has(permission)
  /** Who walks the stairs: whoever is signed in, or was when there was last a line. */
  const walker = computed<Walker | null>(() => {
    if (session.value !== null) return { account: session.value.account.id, zoneOffsetMinutes: session.value.zoneOffsetMinutes }
    return state.value === 'offline' ? lastHere.value : null
  })

  whenSignedOut(() => {
    if (state.value !== 'signed-in' && state.value !== 'must-change') return
    state.value = 'expired'
    forgetDevice()
    void readOptions()
  })

  /** Asks who we are. Keeps what is known when no answer comes. */
  async function load(): Promise<void> {
    try {
      // Asked first: a question without a session would be an error in every browser's console.
      options.value = await fetchSessionOptions()
      if (options.value.signedIn) begin(await fetchSession())
      else end()
      failure.value = null
    } catch (error) {
      const known = asRequestError(error)
      if (known.code === 'signed-out' || known.status === 403) {
        failure.value = null
        end()
        await readOptions()
      } else {
        failure.value = known
        lastHere.value = walkerMemory.read()
        if (state.value === 'unknown' && lastHere.value !== null) state.value = 'offline'
      }
    }
  }

  /** Throws DeskRequestError; its reason is the server's sentence for people. */
  async function signIn(login: string, password: string): Promise<void> {
    begin(await postSession(login, password))
    // The socket was opened as whoever was there before.
    link.renew()
  }
  async function changePassword(old: string, next: string): Promise<void> {
    begin(await postPassword(old, next))
    link.renew()
  }
  /** The page forgets whoever it was, also when the server cannot be told. */
  async function signOut(everywhere = false): Promise<void> {
    try {
      await (everywhere ? deleteSessions() : deleteSession())
    } catch (error) {
      // Already over is what was wanted; without an answer the session may still stand, and that must be said.
      if (asRequestError(error).code !== 'signed-out') throw error
    }
    session.value = null
    state.value = 'signed-out'
    askAs(null)
    forgetDevice()
    link.renew()
    await readOptions()
  }

  function begin(next: SessionView): void {
    // Who walked without a line and has one again goes on where they are.
    const isOther = walker.value?.account !== next.account.id
    session.value = next
    askAs(next.account.id)
    // Of another officer's rounds nothing stays on the device but what waits to be sent.
    if (isOther && walkerMemory.read()?.account !== next.account.id) forgetDevice()
    if ((may('units.report') || may('gate.work')) && !next.mustChangePassword) walkerMemory.keep({ account: next.account.id, zoneOffsetMinutes: next.zoneOffsetMinutes })
    state.value = next.mustChangePassword ? 'must-change' : 'signed-in'
    if (isOther) beginnings.value++
  }
  /** The server says that nobody is signed in. */
  function end(): void {
    state.value = session.value === null ? 'signed-out' : 'expired'
    forgetDevice()
  }
  /** A session that is over takes along what it left for walking without a line. */
  function forgetDevice(): void {
    walkerMemory.forget()
    outlineShelf.clear()
    gateShelf.clearLists()
  }
  async function readOptions(): Promise<void> {
    try {
      options.value = await fetchSessionOptions()
    } catch {
      // Name and password work without them.
    }
  }
  return { state, session, options, failure, beginnings, walker, may, load, signIn, changePassword, signOut }
})

const asRequestError = (error: unknown): DeskRequestError => (error instanceof DeskRequestError ? error : new DeskRequestError('network'))
