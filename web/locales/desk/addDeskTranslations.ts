import type { I18n } from 'vue-i18n'

const FILES = import.meta.glob<Record<string, object>>('./*.json', { eager: true, import: 'default' })

/** Adds the desk's words, which only its pages load. One pair of files an area: `AREA.zh-CN.json`, `AREA.en.json`. */
export function addDeskTranslations({ global }: Pick<I18n<object, object, object, string, false>, 'global'>): void {
  for (const [path, messages] of Object.entries(FILES)) {
    const locale = /\.([a-zA-Z-]+)\.json$/.exec(path)![1]
    global.mergeLocaleMessage(locale, messages)
  }
}
