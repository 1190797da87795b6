import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { askAsScreen } from './link/desk/requestJson.ts'
import { startLink, type StopLink } from './link/startLink.ts'
import { takeScreenToken } from './link/takeScreenToken.ts'
import { createTranslations } from './locales/createTranslations.ts'
import { reloadWhenOutdated } from './reloadWhenOutdated.ts'
import { createAppRouter } from './router.ts'
import { useLinkStore } from './stores/linkStore.ts'
import { useSettingsStore } from './stores/settingsStore.ts'
import { syncSelectionWithUrl } from './stores/syncSelectionWithUrl.ts'
import { useWorldStore } from './stores/worldStore.ts'
import { sayWhatIsCut } from './ui/sayWhatIsCut.ts'
import './styles/base.css'

/** Version and content hash of the sources, put in by the build. */
declare const __BUILD__: string

// Before the router reads the address: the token must not live on in it.
const screenToken = takeScreenToken(location, (url) => history.replaceState(history.state, '', url), safeStorage())
askAsScreen(screenToken)

const app = createApp(App)
// A wall must never be blank: what no panel caught is noted, and the page goes on.
app.config.errorHandler = (error) => console.error('unexpected', error)
window.addEventListener('unhandledrejection', (event) => {
  console.error('unexpected', event.reason)
  event.preventDefault()
})

app.use(createPinia())
const settings = useSettingsStore()
const translations = createTranslations(settings.locale)
const router = createAppRouter()
app.use(translations).use(router)
watch(() => settings.locale, (locale) => {
  translations.global.locale.value = locale
  document.documentElement.lang = locale
}, { immediate: true })
sayWhatIsCut(document, (field, most, cut) => translations.global.t('app.cut', { field, most, cut }))

const world = useWorldStore()
const link = useLinkStore()
link.startSeconds()
const openLink = (): StopLink => startLink({
  origin: location.origin,
  screenToken,
  aside: link.aside,
  build: __BUILD__,
  sink: world,
  onReport: (report) => {
    link.report(report)
    if (report.link.state === 'refused' && report.link.code === 'other-protocol') reloadWhenOutdated()
  },
  onSignOfLife: (sentAt) => link.hear(sentAt),
  onDeskUnits: (event) => { link.deskNews = event },
  onSchoolBoard: (event) => { link.boardNews = event },
  onSchoolAlerts: (event) => { link.schoolNews = event },
})
let closeLink = openLink()
watch(() => link.watchedCampus, (campus) => closeLink.watchCampus(campus))
watch(() => [link.renewals, link.aside], () => {
  closeLink()
  closeLink = openLink()
  closeLink.watchCampus(link.watchedCampus)
})
// After an upgrade the old page asks for parts that are gone; the new page knows better.
window.addEventListener('vite:preloadError', (event) => {
  event.preventDefault()
  reloadWhenOutdated()
})

void router.isReady().then(() => {
  syncSelectionWithUrl(router)
  app.mount('#app')
})

function safeStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
