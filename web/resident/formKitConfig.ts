import type { DefaultConfigOptions } from '@formkit/vue'
import { bindings } from '@formkit/vue'
import { createI18nPlugin, en, zh } from '@formkit/i18n'
import { checkbox, createLibraryPlugin, date, form, group, list, number, radio, select, tel, text, textarea } from '@formkit/inputs'
import { between, length, required } from '@formkit/rules'
import { createValidationPlugin } from '@formkit/validation'

/**
 * FormKit by part: what our forms use and no more. Its own default configuration would bring every input and 40 languages
 * (test/build keeps the page within 120 KB). What the server cannot check is not here either: server/forms/readRules.ts.
 */
export const formKitConfig: DefaultConfigOptions = {
  plugins: [
    createLibraryPlugin({ checkbox, date, form, group, list, number, radio, select, tel, text, textarea }),
    bindings,
    createI18nPlugin({ zh, en }),
    createValidationPlugin({ between, length, required }),
  ],
  config: { locale: 'zh' },
}
