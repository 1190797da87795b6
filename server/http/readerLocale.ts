import type { Locale } from '../protocol/entities.ts'

/** The reader's language by `Accept-Language`: English when it is wanted more than Chinese, Chinese otherwise. */
export function readerLocale(acceptLanguage: string | undefined): Locale {
  let [chinese, english] = [0, 0]
  for (const part of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [range, ...parameters] = part.trim().toLowerCase().split(';')
    const quality = Number(parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean) ?? 1)
    if (!(quality > 0)) continue
    if (range === 'zh' || range.startsWith('zh-')) chinese = Math.max(chinese, quality)
    if (range === 'en' || range.startsWith('en-')) english = Math.max(english, quality)
  }
  return english > chinese ? 'en' : 'zh-CN'
}
