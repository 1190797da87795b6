import type { Composer } from 'vue-i18n'

const FILES = import.meta.glob<Record<string, unknown>>('./*.json', { eager: true, import: 'default' })

/** Adds the desk's words, which only its pages load. One pair of files an area: `AREA.zh-CN.json`, `AREA.en.json`. */
export function addDeskTranslations(composer: Pick<Composer, 'mergeLocaleMessage'>): void {
  for (const [path, messages] of Object.entries(FILES)) composer.mergeLocaleMessage(/\.([a-zA-Z-]+)\.json$/.exec(path)![1], messages)
}
