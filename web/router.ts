import { createRouter, createWebHistory, type Router } from 'vue-router'

/** The pages. Each comes with its own part of the code, so a wall does not load the desk. */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/', component: () => import('./pages/HomePage.vue'), meta: { title: 'page.home' } },
      { path: '/wall', component: () => import('./pages/WallPage.vue'), meta: { title: 'page.wall' } },
      { path: '/desk', component: () => import('./pages/DeskPage.vue'), meta: { title: 'page.desk' } },
      { path: '/brief', component: () => import('./pages/BriefPage.vue'), meta: { title: 'page.brief' } },
      { path: '/:missing(.*)*', component: () => import('./pages/MissingPage.vue'), meta: { title: 'page.missing' } },
    ],
  })
}
