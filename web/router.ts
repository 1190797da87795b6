import { createRouter, createWebHistory, type Router } from 'vue-router'

const deskPage = () => import('./pages/DeskPage.vue')
const stairsPage = () => import('./pages/StairsPage.vue')
const DESK_PATHS = [
  ['desk', '/desk'], ['desk-building', '/desk/buildings/:building'], ['desk-unit', '/desk/buildings/:building/units/:unit'],
  ['desk-today', '/desk/today/:list'], ['desk-poster', '/desk/posters/:place'],
] as const

/** The pages. Each comes with its own part of the code, so a wall does not load the desk. */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', component: () => import('./pages/HomePage.vue'), meta: { title: 'page.home' } },
      { path: '/wall', component: () => import('./pages/WallPage.vue'), meta: { title: 'page.wall' } },
      // One page, whatever of it is open: it is not built anew from one to the next.
      ...DESK_PATHS.map(([name, path]) => ({ name, path, component: deskPage, meta: { title: 'page.desk' } })),
      // A home screen opens the first; both work without a line.
      ...([['desk-walks', '/desk/stairs'], ['desk-stairs', '/desk/stairs/:building']] as const).map(([name, path]) => ({ name, path, component: stairsPage, meta: { title: 'page.desk', offline: true } })),
      { path: '/desk/rounds', name: 'desk-rounds', component: () => import('./pages/RoundsPage.vue'), meta: { title: 'page.desk', deskLink: 'residents.link', needs: 'units.read' } },
      { path: '/desk/qr/:place', name: 'desk-qr', component: () => import('./pages/QrSheetPage.vue'), meta: { title: 'page.desk' } },
      { path: '/desk/papers/:paper/:unit', name: 'desk-paper', component: () => import('./pages/PaperPage.vue'), meta: { title: 'page.desk' } },
      { path: '/desk/lists', name: 'desk-lists', component: () => import('./pages/DeskListsPage.vue'), meta: { title: 'page.desk', deskLink: 'lists.title', needs: 'tasks.answer' } },
      { path: '/desk/lists/:id', name: 'desk-list', component: () => import('./pages/DeskListsPage.vue'), meta: { title: 'page.desk', needs: 'tasks.answer' } },
      { path: '/desk/school/links', name: 'school-links', component: () => import('./pages/SchoolLinksPage.vue'), meta: { title: 'page.desk', deskLink: 'links.link', needs: 'pupils.report' } },
      { path: '/desk/forms', name: 'desk-forms', component: () => import('./pages/FormsPage.vue'), meta: { title: 'page.desk', deskLink: 'forms.link', needs: 'rounds.manage', orNeeds: 'school.manage' } },
      { path: '/desk/regions', name: 'desk-regions', component: () => import('./pages/DeskRegionsPage.vue'), meta: { title: 'page.desk', deskLink: 'regions.title', needs: 'regions.manage' } },
      { path: '/desk/imports', name: 'desk-imports', component: () => import('./pages/DeskImportsPage.vue'), meta: { title: 'page.desk', deskLink: 'imports.title', needs: 'registers.import' } },
      { path: '/desk/report', name: 'desk-report', component: () => import('./pages/DeskReportPage.vue'), meta: { title: 'page.desk', deskLink: 'report.link', needs: 'reports.read' } },
      { path: '/desk/handover', name: 'desk-handover', component: () => import('./pages/HandOverPage.vue'), meta: { title: 'page.desk', deskLink: 'report.handOverLink', needs: 'reports.read' } },
      { path: '/desk/accounts', name: 'desk-accounts', component: () => import('./pages/DeskAccountsPage.vue'), meta: { title: 'admin.accounts.title', deskLink: 'admin.accounts.title', needs: 'accounts.manage' } },
      { path: '/desk/audit', name: 'desk-audit', component: () => import('./pages/DeskAuditPage.vue'), meta: { title: 'admin.audit.title', deskLink: 'admin.audit.title', needs: 'audit.read' } },
      { path: '/desk/schools', name: 'desk-schools', component: () => import('./pages/SchoolsPage.vue'), meta: { title: 'page.desk', deskLink: 'schools.title', needs: 'pupils.read' } },
      { path: '/desk/schools/unmatched', name: 'desk-unmatched', component: () => import('./pages/SchoolUnmatchedPage.vue'), meta: { title: 'page.desk', needs: 'rosters.manage' } },
      { path: '/desk/schools/import', name: 'desk-roster-import', component: () => import('./pages/SchoolImportPage.vue'), meta: { title: 'page.desk', needs: 'rosters.manage' } },
      { path: '/desk/schools/:campus/roster', name: 'desk-roster', component: () => import('./pages/SchoolRosterPage.vue'), meta: { title: 'page.desk', needs: 'pupils.read' } },
      { path: '/desk/school-calendar', name: 'desk-calendar', component: () => import('./pages/SchoolCalendarPage.vue'), meta: { title: 'page.desk', needs: 'pupils.read' } },
      { path: '/desk/schools/:campus', name: 'desk-school', component: () => import('./pages/SchoolsPage.vue'), meta: { title: 'page.desk', needs: 'pupils.read' } },
      { path: '/desk/alerts', name: 'desk-alerts', component: () => import('./pages/SchoolAlertsPage.vue'), meta: { title: 'page.desk', deskLink: 'alerts.title', needs: 'alerts.work' } },
      { path: '/desk/chase', name: 'desk-chase', component: () => import('./pages/SchoolChasePage.vue'), meta: { title: 'page.desk', needs: 'school.manage' } },
      { path: '/school/:campus/screen', name: 'school-screen', component: () => import('./pages/SchoolScreenPage.vue'), meta: { title: 'schoolScreen.title' } },
      // Opens without a line on a device that has opened it today.
      ...([['gates', '/desk/gate'], ['gate', '/desk/gate/:campus']] as const).map(([name, path]) => ({ name, path, component: () => import('./pages/GatePage.vue'), meta: { title: 'page.desk', offline: true, ...(name === 'gates' && { deskLink: 'gate.link', needs: 'gate.work' }) } })),
      { path: '/desk/gate-devices', name: 'gate-devices', component: () => import('./pages/GateDevicesPage.vue'), meta: { title: 'page.desk', deskLink: 'gate.devices.link', needs: 'school.manage' } },
      { path: '/brief', component: () => import('./pages/BriefPage.vue'), meta: { title: 'page.brief' } },
      { path: '/:missing(.*)*', component: () => import('./pages/MissingPage.vue'), meta: { title: 'page.missing' } },
    ],
  })
}
