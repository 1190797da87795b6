import { plugin } from '@formkit/vue'
import { createApp } from 'vue'
import ClassPage from './class/ClassPage.vue'
import TeacherPage from './class/TeacherPage.vue'
import PreviewPage from './PreviewPage.vue'
import ResidentPage from './ResidentPage.vue'
import { sayWhatIsCut } from '../ui/sayWhatIsCut.ts'
import { formKitConfig } from './formKitConfig.ts'
import { wordIn } from './useWords.ts'
import './resident.css'

/** What a token opens, by its shape: a class's code, a teacher's link, a form that is being written; else the code of a place. */
const PAGES = [[/^\d+\.q/, ClassPage], [/^t\./, TeacherPage], [/^preview$/, PreviewPage]] as const

/** The page behind a QR code: an entry of its own, for old phones on a bad line. It loads nothing of the app. */
const token = location.pathname.split('/')[2] ?? ''
const app = createApp(PAGES.find(([shape]) => shape.test(token))?.[1] ?? ResidentPage, { token })
app.config.errorHandler = (error) => console.error('unexpected', error)
app.use(plugin, formKitConfig)
app.mount('#app')
sayWhatIsCut(document, (field, most, cut) => wordIn(document.documentElement.lang === 'en' ? 'en' : 'zh-CN', 'resident.cut', { field, most, cut }))
// A field that is left shows what is wrong with it and moves all below, so that a button would slip away from under the finger before it is pressed.
document.addEventListener('mousedown', (event) => {
  if (event.target instanceof Element && event.target.closest('button')) event.preventDefault()
})
