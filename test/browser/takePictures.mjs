// `npm run pictures [-- NAME…]`: takes the pictures in docs/ from the built server, as a visitor sees it. It builds only
// when there is no build. Names: wall, desk, work, school, brief, sample, monaco, shanghai; all of them when none is named.
import path from 'node:path'
import { isBuilt } from '../../server/launch/isBuilt.mjs'
import { prepare } from '../../server/launch/prepare.mjs'
import { projectRoot } from '../../server/launch/projectRoot.mjs'
import { reportLaunchError } from '../../server/launch/reportLaunchError.mjs'
import { prepareBrowser } from '../setup/prepareBrowser.mjs'
import { isServerBuilt, startServer } from './pictures/startServer.mjs'
import { importFiles } from './pictures/importFiles.mjs'
import { openChannels } from './pictures/openChannels.mjs'
import { openPhotographer } from './pictures/openPhotographer.mjs'
import { findShared } from './pictures/findShared.mjs'

const DOCS = path.join(projectRoot, 'docs')
const WALL = { width: 1920, height: 1080 }
const LARGE_WALL = { width: 3840, height: 2160 }
const DESK = { width: 1440, height: 900 }
/** For two boxes one below the other, and for a message folded out in the lower one. */
const TALL_DESK = { width: 1440, height: 1000 }
const TALLEST_DESK = { width: 1440, height: 1270 }
const PHONE = { width: 390, height: 844 }
const TABLET = { width: 1024, height: 768 }
/** As wide as A4 at 96 dots an inch; no higher than what stands on it. */
const LETTER = { width: 794, height: 740 }
const SHEET = { width: 794, height: 1060 }
/** Script seconds per second: slow enough that the wave of the morning is still rising when the last picture is taken. */
const DEMO_SPEED = 8
/** The reporting curve has a shape by then, and is not over yet. */
const DEMO_MOMENT = '07:04'

/** Each set has a server and a data folder of its own. `files`: [kind, file below ../shared], imported in this order. */
const SETS = [
  {
    demo: true,
    pictures: [
      { name: 'wall', file: 'wall.png', page: '/wall', size: WALL, from: DEMO_MOMENT },
      // Half its size on disk: it shows that the larger wall is the same wall.
      { name: 'wall', file: 'wall-4k.png', page: '/wall', size: LARGE_WALL, halved: true },
      { name: 'desk', file: 'desk.png', size: DESK, desk: { login: 'officer', find: 'household', shows: '.household-card .card-people' } },
      { name: 'desk', file: 'desk-phone.png', size: PHONE, desk: { login: 'officer', find: 'household', shows: '.household-card .card-people' } },
      { name: 'desk', file: 'desk-today.png', size: DESK, desk: { login: 'street', find: '/desk/today/not-reached', shows: '.desk-middle li' } },
      { name: 'desk', file: 'desk-map.png', size: DESK, desk: { login: 'officer', find: 'map', shows: '.desk-opened' } },
      { name: 'desk', file: 'desk-poster.png', size: DESK, desk: { login: 'officer', find: 'poster', shows: '.compact-cell' } },
      { name: 'desk', file: 'desk-report.png', size: DESK, desk: { login: 'street', find: '/desk/report', shows: 'table' } },
      { name: 'work', file: 'desk-bulk.png', size: DESK, desk: { login: 'street', find: '/desk/today/registration-done', shows: '.desk-middle li', press: [['.today-items .building-place select', { index: 3 }], '.today-items .building-tools button', '.bulk-line button', ['.bulk-bar select', 'finish'], '.bulk-form .strong-button', 'dialog[open] h2'] } },
      { name: 'work', file: 'desk-stairs.png', size: PHONE, desk: { login: 'officer', find: 'stairs', shows: '.stairs-door', press: ['li:nth-of-type(2) > .stairs-door'] } },
      { name: 'work', file: 'desk-lists.png', size: DESK, desk: { login: 'street', find: 'lists', shows: '.lists-rows a' } },
      { name: 'work', file: 'desk-matching.png', size: DESK, desk: { login: 'street', find: 'matching', shows: '.task-row', press: ['.task-row'] } },
      { name: 'work', file: 'desk-paper.png', size: LETTER, desk: { login: 'officer', find: 'paper', shows: '.paper h2', printed: true } },
      { name: 'work', file: 'desk-codes.png', size: SHEET, desk: { login: 'officer', find: 'codes', shows: '.qr-sheet svg', printed: true } },
      { name: 'work', file: 'resident.png', size: PHONE, desk: { login: 'officer', find: 'resident', shows: 'text=健康登记', press: ['text=健康登记'] } },
      { name: 'work', file: 'desk-handover.png', size: DESK, desk: { login: 'street', find: '/desk/handover', shows: '.hand-over-committee' } },
      { name: 'work', file: 'desk-accounts.png', size: DESK, desk: { login: 'admin', find: '/desk/accounts', shows: '.accounts-table tbody tr' } },
      { name: 'work', file: 'desk-audit.png', size: DESK, desk: { login: 'admin', find: 'audit', shows: '.audit-table tbody tr' } },
      { name: 'school', file: 'school-screen.png', size: WALL, from: DEMO_MOMENT, desk: { login: 'school', find: 'schoolScreen', shows: '.class-tile', asScreen: true } },
      { name: 'school', file: 'school-parent.png', size: PHONE, desk: { login: 'school', find: 'parent', shows: '#pick-number' } },
      { name: 'school', file: 'school-alerts.png', size: DESK, desk: { login: 'school', find: '/desk/alerts', shows: '.alert-row', press: ['.alert-row'] } },
      { name: 'school', file: 'gate.png', size: TABLET, desk: { login: 'school', find: 'gate', shows: '.gate-number input' } },
      // The chase begins at 07:10.
      { name: 'school', file: 'school.png', size: TALL_DESK, desk: { login: 'school', find: 'school', shows: '.chase-steps li:not(.quiet)' } },
      { name: 'school', file: 'school-district.png', size: DESK, desk: { login: 'bureau', find: '/desk/schools', shows: '.schools-table tbody tr:nth-child(5)' } },
      // At 07:30 the third step is taken, and what the first two did is known.
      { name: 'school', file: 'school-chase.png', size: TALLEST_DESK, desk: { login: 'school', find: 'chase', shows: '.chase-steps li:nth-child(3):not(.quiet)', isLate: true } },
      { name: 'school', file: 'school-staff.png', size: TALL_DESK, desk: { login: 'school', find: 'staff', shows: '.chase-steps li:not(.quiet)' } },
      { name: 'school', file: 'wall-school.png', size: WALL, desk: { login: 'bureau', find: 'wallOfSchool', shows: '.place-panel h2', asScreen: true } },
      { name: 'brief', file: 'brief.png', page: '/brief', size: DESK },
    ],
  },
  {
    files: [
      ['buildings', 'samples/punan-sancun/buildings.geojson'],
      ['units', 'samples/punan-sancun/units.csv'],
      ['regions', 'samples/punan-sancun/regions.csv'],
      ['household', 'samples/punan-sancun/returns-2020-02-15.xlsx'],
      ['household', 'samples/punan-sancun/returns-2020-02-16.csv'],
    ],
    pictures: [{ name: 'sample', file: 'wall-sample.png', page: '/wall', size: WALL }],
  },
  {
    files: [['buildings', 'geodata/monaco-osm/monaco-2023-11-21.osm.pbf']],
    pictures: [{ name: 'monaco', file: 'wall-monaco.png', page: '/wall', size: WALL, mustSay: 'OpenStreetMap' }],
  },
  {
    files: [
      ['basemap', 'geodata/shanghai-lujiazui-osm/water.tiled.geojson'],
      ['basemap', 'geodata/shanghai-lujiazui-osm/landuse.tiled.geojson'],
      ['basemap', 'geodata/shanghai-lujiazui-osm/roads.tiled.geojson'],
      ['buildings', 'geodata/shanghai-lujiazui-osm/buildings.geojson'],
    ],
    pictures: [{ name: 'shanghai', file: 'wall-shanghai.png', page: '/wall', size: WALL, mustSay: 'OpenStreetMap' }],
  },
]

const say = (line) => void process.stdout.write(`${line}\n`)

async function takeSet(set, photographer) {
  const shared = set.demo ? null : findShared(projectRoot, set.files.map(([, file]) => file))
  if (shared?.missing) {
    say(`SKIPPED: ${set.pictures.map(({ file }) => file).join(', ')}: ${shared.missing} is absent`)
    return []
  }
  const troubles = []
  const server = await startServer(projectRoot, set.demo ? { LIUSE_DEMO: '1', LIUSE_DEMO_SPEED: String(DEMO_SPEED) } : { LIUSE_DEMO: '0' })
  let closeChannels = async () => {}
  try {
    // Before 07:10: a step that was taken without a channel is not sent later.
    if (set.demo) closeChannels = await openChannels(projectRoot, server)
    if (!set.demo) for (const line of await importFiles(projectRoot, server, shared.folder, set.files)) say(`  ${line}`)
    for (const picture of set.pictures) {
      try {
        const { kilobytes, problems } = await photographer.take(server, path.join(DOCS, picture.file), picture)
        say(`docs/${picture.file}: ${kilobytes} KB`)
        troubles.push(...problems.map((problem) => `docs/${picture.file}: ${problem}`))
      } catch (error) {
        // One page that fails must not cost the pictures of the others.
        troubles.push(`docs/${picture.file}: ${error.message}`)
      }
    }
  } finally {
    await server.stop()
    await closeChannels()
  }
  return troubles
}

async function takePictures(names) {
  const known = new Set(SETS.flatMap(({ pictures }) => pictures.map(({ name }) => name)))
  const unknown = names.find((name) => !known.has(name))
  if (unknown !== undefined) throw new Error(`no such picture: ${unknown} (known: ${[...known].join(', ')})`)
  if (!isServerBuilt(projectRoot)) await prepare(projectRoot)
  else if (!isBuilt(projectRoot)) say('NOTE: dist/ is older than the sources; `npm run build` first for pictures of what lies here now.')
  process.env.CHROMIUM_PATH = await prepareBrowser()

  const photographer = await openPhotographer(projectRoot)
  const troubles = []
  try {
    for (const set of SETS) {
      const pictures = set.pictures.filter(({ name }) => names.length === 0 || names.includes(name))
      if (pictures.length === 0) continue
      try {
        troubles.push(...await takeSet({ ...set, pictures }, photographer))
      } catch (error) {
        // One town that fails must not cost the pictures of the others.
        troubles.push(`${pictures.map(({ file }) => file).join(', ')}: ${error.message}`)
      }
    }
  } finally {
    await photographer.close()
  }
  for (const trouble of troubles) process.stderr.write(`${trouble}\n`)
  return troubles.length === 0 ? 0 : 1
}

takePictures(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    reportLaunchError(error)
    process.exit(1)
  },
)
