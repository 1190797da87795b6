import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../../web/locales/en.json'
import zhCN from '../../../web/locales/zh-CN.json'

const flatten = (messages: object, path = ''): [string, string][] => Object.entries(messages).flatMap(([key, value]) =>
  typeof value === 'string' ? [[path + key, value] as [string, string]] : flatten(value as object, `${path}${key}.`))
const webRoot = join(import.meta.dirname, '../../../web')
/** The desk's words lie in files of their own, one pair an area. */
const deskWords = (locale: string): [string, string][] => readdirSync(join(webRoot, 'locales/desk')).filter((name) => name.endsWith(`.${locale}.json`))
  .flatMap((name) => flatten(JSON.parse(readFileSync(join(webRoot, 'locales/desk', name), 'utf8')) as object))
/** So do those of the page behind a QR code. */
const residentWords = (locale: string): [string, string][] => flatten(JSON.parse(readFileSync(join(webRoot, 'resident/locales', `${locale}.json`), 'utf8')) as object)
const chinese = new Map([...flatten(zhCN), ...deskWords('zh-CN'), ...residentWords('zh-CN')])
const english = new Map([...flatten(en), ...deskWords('en'), ...residentWords('en')])
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

const sources = readdirSync(webRoot, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !name.startsWith('map')).map((name) => ({ name, text: readFileSync(join(webRoot, name), 'utf8') }))

describe('locales', () => {
  it('have the same keys', () => expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort()))
  it('have the same places to fill in', () => {
    for (const [key, text] of chinese) expect([key, places(english.get(key)!)]).toEqual([key, places(text)])
  })
  it('leave no text empty', () => {
    for (const [key, text] of [...chinese, ...english]) expect([key, text.trim().length > 0]).toEqual([key, true])
  })
  it('write Chinese with full-width punctuation', () => {
    for (const [key, text] of chinese) expect([key, /[\u4e00-\u9fff}][,:;!?(]|[,;!?)][\u4e00-\u9fff]/.test(text)]).toEqual([key, false])
  })
  it('have every key that the pages name', () => {
    expect(sources.length).toBeGreaterThan(30)
    for (const { name, text } of sources) {
      for (const [, key] of text.matchAll(/\bt\('([\w.]+)'/g)) expect([name, key, chinese.has(key)]).toEqual([name, key, true])
      for (const [, stem] of text.matchAll(/\bt\(`([\w.]+)\$\{/g)) expect([name, stem, [...chinese.keys()].some((key) => key.startsWith(stem))]).toEqual([name, stem, true])
    }
  })
  it('hold no text that no page shows', () => {
    const all = sources.map(({ text }) => text).join('\n')
    const stems = [...all.matchAll(/`([\w.]+\.)\$\{/g)].map(([, stem]) => stem).concat('age.', 'shortAge.')
    for (const key of chinese.keys()) expect([key, all.includes(key) || stems.some((stem) => key.startsWith(stem))]).toEqual([key, true])
  })
  it('hold all words: no Chinese in a template or a script outside them', () => {
    for (const { name, text } of sources) {
      // Names of languages, units of numbers, and words of addresses that are read and not shown.
      if (/LanguageSwitch|formats\.ts|roomWords\.ts/.test(name)) continue
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->/g, '')
      expect([name, code.match(/[\u4e00-\u9fff]+/)?.[0] ?? null]).toEqual([name, null])
    }
  })
})
