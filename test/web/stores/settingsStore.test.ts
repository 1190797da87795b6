import { describe, expect, it } from 'vitest'
import { initialLocale } from '../../../web/stores/settingsStore.ts'

describe('initialLocale', () => {
  it('is what the address asks for, else what was chosen before, else Chinese', () => {
    expect(initialLocale('?lang=en', 'zh-CN')).toBe('en')
    expect(initialLocale('?lang=zh', 'en')).toBe('zh-CN')
    expect(initialLocale('?lang=fr', 'en')).toBe('en')
    expect(initialLocale('', 'rubbish')).toBe('zh-CN')
    expect(initialLocale('', null)).toBe('zh-CN')
  })
})
