import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fetchPlaces } from '../../../../web/link/desk/deskApi.ts'
import { useLinkStore } from '../../../../web/stores/linkStore.ts'
import { useSessionStore } from '../../../../web/stores/desk/sessionStore.ts'
import { createNetwork, createSession, type Question } from './createNetwork.ts'

let questions: Question[]
beforeEach(() => {
  questions = createNetwork().questions
  setActivePinia(createPinia())
})
afterEach(() => { vi.unstubAllGlobals() })
const OPTIONS = { signedIn: false, demo: false, oidc: null, accounts: [] }

/** Signed in as account a1. */
async function createSignedIn() {
  const store = useSessionStore()
  const signing = store.signIn('li', 'secret')
  await questions.shift()!.answer(createSession())
  await signing
  return store
}

describe('sessionStore', () => {
  it('without a session it asks how one may sign in', async () => {
    const store = useSessionStore()
    void store.load()
    expect(questions[0].path).toBe('/api/v1/session/options')
    await questions.shift()!.answer(OPTIONS)
    expect([store.state, store.options, questions]).toEqual(['signed-out', OPTIONS, []])
  })

  it('with one it asks who that is', async () => {
    const store = useSessionStore()
    void store.load()
    await questions.shift()!.answer({ ...OPTIONS, signedIn: true })
    expect(questions[0].path).toBe('/api/v1/session')
    await questions.shift()!.answer(createSession())
    expect(store.state).toBe('signed-in')
  })

  it('no answer is no sign-out: it stays unknown, and says so', async () => {
    const store = useSessionStore()
    void store.load()
    await questions.shift()!.fail()
    expect([store.state, store.failure?.code]).toEqual(['unknown', 'network'])
  })

  it('name and password go in the body; a refusal keeps its reason and changes nothing', async () => {
    const store = useSessionStore()
    const signing = store.signIn('li', 'wrong')
    expect([questions[0].path, questions[0].body]).toEqual(['/api/v1/session', { login: 'li', password: 'wrong' }])
    void questions.shift()!.answer({ code: 'wrong-password', reason: '账号或密码不正确' }, 401)
    await expect(signing).rejects.toMatchObject({ reason: '账号或密码不正确' })
    expect(store.state).toBe('unknown')
  })

  it('what a session may do is known, and the socket is opened anew as the one who signed in', async () => {
    const store = await createSignedIn()
    expect([store.state, store.may('units.report'), store.may('accounts.manage'), store.beginnings, useLinkStore().renewals]).toEqual(['signed-in', true, false, 1, 1])
  })

  it('a one-time password must be changed first', async () => {
    const store = useSessionStore()
    void store.signIn('li', 'once')
    await questions.shift()!.answer(createSession({ mustChangePassword: true }))
    expect(store.state).toBe('must-change')
    void store.changePassword('once', 'long enough')
    expect([questions[0].path, questions[0].body]).toEqual(['/api/v1/session/password', { old: 'once', new: 'long enough' }])
    await questions.shift()!.answer(createSession())
    expect([store.state, store.beginnings]).toEqual(['signed-in', 1])
  })

  it('a session that ends in the middle of something is expired, not signed out, and the same person goes on', async () => {
    const store = await createSignedIn()
    const asking = fetchPlaces()
    void questions.shift()!.answer({ code: 'sign-in-needed', reason: '' }, 401)
    await expect(asking).rejects.toMatchObject({ code: 'signed-out' })
    expect([store.state, store.session?.account.id]).toEqual(['expired', 'a1'])
    for (const question of questions.splice(0)) await question.answer(OPTIONS)
    void store.signIn('li', 'secret')
    await questions.shift()!.answer(createSession())
    expect([store.state, store.beginnings]).toEqual(['signed-in', 1])
  })

  it('another person who signs in over an expired session begins anew', async () => {
    const store = await createSignedIn()
    void store.signIn('wang', 'secret')
    await questions.shift()!.answer(createSession({}, { id: 'a2' }))
    expect(store.beginnings).toBe(2)
  })

  it('signing out forgets who it was; without an answer it does not claim to have', async () => {
    const store = await createSignedIn()
    const failing = store.signOut()
    void questions.shift()!.fail()
    await expect(failing).rejects.toMatchObject({ code: 'network' })
    expect(store.state).toBe('signed-in')
    void store.signOut(true)
    expect([questions[0].method, questions[0].path]).toEqual(['DELETE', '/api/v1/sessions'])
    await questions.shift()!.answer(undefined)
    expect([store.state, store.session]).toEqual(['signed-out', null])
  })
})
