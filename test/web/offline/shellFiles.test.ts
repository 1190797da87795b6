import { expect, it } from 'vitest'
import { shellFiles } from '../../../web/offline/shellFiles.ts'

const BUILD = {
  'index.html': { file: 'assets/index.js', css: ['assets/index.css'], imports: ['_vue'], dynamicImports: ['pages/WallPage.vue', 'pages/DeskPage.vue'] },
  _vue: { file: 'assets/vue.js' },
  'pages/DeskPage.vue': { file: 'assets/desk.js', css: ['assets/desk.css'], imports: ['_vue', '_card'], dynamicImports: ['panels/desk/DeskMap.vue'] },
  _card: { file: 'assets/card.js', imports: ['_vue'] },
  'pages/StairsPage.vue': { file: 'assets/stairs.js', imports: ['_card'] },
  'pages/GatePage.vue': { file: 'assets/gate.js', css: ['assets/gate.css'], imports: ['_vue'] },
  'panels/desk/DeskMap.vue': { file: 'assets/map.js' },
  'pages/WallPage.vue': { file: 'assets/wall.js' },
}

it('what is kept for use without a line is the desk, the stairs and a school’s gate with all that they import, and no map', () => {
  expect([...shellFiles(BUILD)].sort()).toEqual(['assets/card.js', 'assets/desk.css', 'assets/desk.js', 'assets/gate.css', 'assets/gate.js', 'assets/index.css', 'assets/index.js', 'assets/stairs.js', 'assets/vue.js', 'index.html'])
})
it('a part that a new build has lost stops the build', () => {
  expect(() => shellFiles({ 'index.html': { file: 'assets/index.js' } })).toThrow(/DeskPage/)
})
