import { vi } from 'vitest'

export interface Question { method: string; path: string; body: unknown; headers: Record<string, string>; answer(body: unknown, status?: number): Promise<void>; fail(): Promise<void> }

/** The network and the storage as a browser gives them: each question waits in `questions` until the test answers it. */
export function createNetwork(): { questions: Question[]; storage: Map<string, string> } {
  const questions: Question[] = []
  const storage = new Map<string, string>()
  vi.stubGlobal('document', { documentElement: { lang: 'zh-CN' } })
  vi.stubGlobal('window', { addEventListener: () => undefined })
  // As on plain http, where a browser has no locks.
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null, setItem: (key: string, value: string) => void storage.set(key, value), removeItem: (key: string) => void storage.delete(key),
    get length() { return storage.size }, key: (i: number) => [...storage.keys()][i] ?? null,
  })
  vi.stubGlobal('fetch', (path: string, options: { method: string; body?: string; headers: Record<string, string>; signal: AbortSignal }) => new Promise((resolve, reject) => {
    options.signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
    // The answer is read in several steps; whoever waits for them sees what came of it.
    const settled = (): Promise<void> => new Promise((done) => setImmediate(done))
    questions.push({
      method: options.method, path, headers: options.headers, body: options.body === undefined ? undefined : JSON.parse(options.body),
      answer: (body, status = 200) => {
        resolve(new Response(body === undefined ? null : JSON.stringify(body), { status }))
        return settled()
      },
      fail: () => {
        reject(new TypeError('network'))
        return settled()
      },
    })
  }))
  return { questions, storage }
}

export const createSession = (change: object = {}, account: object = {}) => ({
  account: { id: 'a1', login: 'li', name: '李居委', role: 'committee-officer', roleName: { 'zh-CN': '', en: '' }, permissions: ['units.read', 'units.report'], places: [], schools: [], ...account },
  mustChangePassword: false, today: '2020-02-15', zoneOffsetMinutes: 480, demo: false, ...change,
})
