/**
 * Pages of the desk whose address depends on the town: each is `async ({ask, feed}) => path`, or `=> {path, press}` where
 * what is done there depends on it, too. `ask(path, body?)` asks the server as whoever is signed in, `feed(name, rows)`
 * sends rows as a system would.
 */

const dueUnits = async (ask) => {
  const { lists } = await ask('/api/v1/desk/today')
  return lists.find(({ key }) => key === 'release-due').items
}
/** One list of the police and one of a hospital, about homes that are there, and two rows that nobody finds at once. */
async function layLists(ask, feed) {
  const { lists } = await ask('/api/v1/desk/today')
  const { items, day } = { ...lists.find(({ key }) => key === 'not-reached'), day: (await ask('/api/v1/desk/today')).day }
  const homes = items.filter((_, i) => i % 23 === 0).slice(0, 14).map(({ address }) => address.split(' '))
  const later = new Date(Date.parse(day) + 2 * 86_400_000).toISOString().slice(0, 10)
  const row = (list, dueOn) => ([compound, building, room], i) => ({ id: `${list}-${i}`, issuedOn: day, list, compound, building, room, name: `核查${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[i]}`, phone: `100${String(7_300_000 + i).padStart(8, '0')}`, dueOn })
  const [[compound, building]] = homes
  await feed('verification', [
    ...homes.map(row('浦江派出所协查名单', later)), ...homes.slice(0, 5).map(row('仁和医院就诊名单', day)),
    { ...row('浦江派出所协查名单', later)([compound.replace(/[一二三四五六七八九十]?村|苑|里$/, '邨'), building, homes[0][2]], 0), id: 'unmatched-1', name: '核查辰' },
    { ...row('浦江派出所协查名单', later)([compound, '999号', '101'], 1), id: 'unmatched-2', name: '核查巳' },
  ])
}
async function listNamed(ask, name) {
  const { lists } = await ask('/api/v1/desk/lists')
  return lists.find((list) => list.name === name).id
}
/** The only campus of whoever asks for one. */
const ownCampus = async (ask) => (await ask('/api/v1/school/boards')).campuses[0]
/** Pupils of a campus in full, as whoever asks may see them: `state` as the list of pupils knows it. */
async function pupilsInFull(ask, campus, state, most) {
  const { pupils } = await ask(`/api/v1/school/campuses/${campus}/pupils?state=${state}`)
  return Promise.all(pupils.slice(0, most).map(({ id }) => ask(`/api/v1/school/pupils/${id}/show`, {})))
}

export const deskPages = {
  async household({ ask }) {
    const [{ building, unit }] = await dueUnits(ask)
    return `/desk/buildings/${building}/units/${unit}?list=release-due`
  },
  async map({ ask }) {
    const [{ building, unit }] = await dueUnits(ask)
    return `/desk/buildings/${building}/units/${unit}?view=map&place=${building}`
  },
  async poster({ ask }) {
    const [[{ building }], { places }] = [await dueUnits(ask), await ask('/api/v1/desk/places')]
    return `/desk/posters/${places.find(({ id }) => id === building).parent}`
  },
  async stairs({ ask }) {
    const [{ building }] = await dueUnits(ask)
    return `/desk/stairs/${building}`
  },
  async paper({ ask }) {
    const [{ unit }] = await dueUnits(ask)
    return `/desk/papers/notice/${unit}`
  },
  async codes({ ask }) {
    const [{ building }] = await dueUnits(ask)
    return `/desk/qr/${building}`
  },
  /** What a resident sees who scans the code at the door. */
  async resident({ ask }) {
    const [{ building, unit }] = await dueUnits(ask)
    const { codes } = await ask(`/api/v1/desk/qr-sheets/${building}`)
    return (codes.find(({ id }) => id === unit) ?? codes.at(-1)).path
  },
  async lists({ ask, feed }) {
    await layLists(ask, feed)
    return '/desk/lists'
  },
  async matching({ ask }) {
    return `/desk/lists/${await listNamed(ask, '浦江派出所协查名单')}?filter=unmatched`
  },
  /** With a few more lines than sign-ins. */
  async audit({ ask }) {
    for (const { unit } of (await dueUnits(ask)).slice(0, 3)) {
      const { people: [person] } = await ask(`/api/v1/desk/units/${unit}`)
      if (!person) continue
      await ask(`/api/v1/desk/people/${person.id}/show`, { unit })
      await ask(`/api/v1/desk/people/${person.id}/call`, { unit })
    }
    return '/desk/audit'
  },
  async school({ ask }) {
    const { id } = await ownCampus(ask)
    return { path: `/desk/schools/${id}`, press: ['.class-grid-cell:not(.done):has(em)'] }
  },
  /** The whole school, and what the grade heads were sent. */
  async chase({ ask }) {
    return { path: `/desk/schools/${(await ownCampus(ask)).id}`, press: ['.chase-steps li:nth-child(3) summary'] }
  },
  async staff({ ask }) {
    return { path: `/desk/schools/${(await ownCampus(ask)).id}`, press: ['.staff-line', '.chase-steps li:nth-child(1) summary'] }
  },
  async schoolScreen({ ask }) {
    return `/school/${(await ownCampus(ask)).id}/screen`
  },
  /** The bureau's wall, a ring clicked: where most is missing. */
  async wallOfSchool({ ask }) {
    const { campuses } = await ask('/api/v1/school/boards')
    const worst = campuses.reduce((most, each) => (each.tally.missing > most.tally.missing ? each : most))
    return `/wall?place=${worst.id}`
  },
  /** What a parent sees who has scanned the class's code and said which child it is. */
  async parent({ ask }) {
    const { id } = await ownCampus(ask)
    const [child] = await pupilsInFull(ask, id, 'missing', 1)
    const { classes } = await ask(`/api/v1/school/links?campus=${id}`)
    return {
      path: classes.find((one) => one.class === child.class).path,
      press: [['#pick-number', { text: child.studentNo }], ['#pick-name', { text: child.name }], 'button[type=submit]', ['input[inputmode=decimal]', { text: '36.5' }]],
    }
  },
  /** A morning at the gate: those let in, and one who has not reported. */
  async gate({ ask }) {
    const { id } = await ownCampus(ask)
    const [reported, missing] = [await pupilsInFull(ask, id, 'reported', 4), await pupilsInFull(ask, id, 'missing', 1)]
    const enter = (pupil, celsius) => [['.gate-number input', { text: pupil.studentNo }], ['.gate-entry input[inputmode=decimal]', { text: celsius }], '.gate-entry button[type=submit]']
    return { path: `/desk/gate/${id}`, press: [...reported.flatMap((pupil, i) => enter(pupil, `36.${i + 3}`)), ...missing.flatMap((pupil) => enter(pupil, '36.6'))] }
  },
}
