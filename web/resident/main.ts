import { plugin } from '@formkit/vue'
import { createApp } from 'vue'
import ResidentPage from './ResidentPage.vue'
import { formKitConfig } from './formKitConfig.ts'
import './resident.css'

/** The page behind a QR code: an entry of its own, for old phones on a bad line. It loads nothing of the app. */
const app = createApp(ResidentPage, { token: location.pathname.split('/')[2] ?? '' })
app.config.errorHandler = (error) => console.error('unexpected', error)
app.use(plugin, formKitConfig)
app.mount('#app')
