import { createI18n } from 'vue-i18n'
import type { Locale } from '../../server/protocol/entities.ts'
import en from './en.json'
import zhCN from './zh-CN.json'

/** The app's words in every locale. Chinese is the one that others fall back to. */
export function createTranslations(locale: Locale) {
  return createI18n({ legacy: false, locale, fallbackLocale: 'zh-CN', messages: { 'zh-CN': zhCN, en } })
}
