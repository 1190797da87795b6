import { describe, expect, it } from 'vitest'
import { finishedRegistrations } from '../../../web/desk/finishedRegistrations.ts'
import { releaseReport } from '../../../web/desk/releaseReport.ts'
import { settleConflict } from '../../../web/desk/settleConflict.ts'
import { createCard, createPerson, PACK } from './createCard.ts'

const DAY = '2020-02-15'

describe('releaseReport', () => {
  it('repeats the stay\'s own facts with the release beside them, so that it belongs to that stay (rule 3)', () => {
    expect(releaseReport('u1', 7, createPerson(), DAY)).toEqual({ kind: 'officer', unit: 'u1', seen: 7, person: 'p1', state: 'returned', origin: '江苏盐城', returnedOn: '2020-02-01', releasedOn: DAY })
  })
  it('has nothing to say about somebody without a known arrival', () => {
    const whereabouts = { ...createPerson().whereabouts!, returnedOn: null }
    expect(releaseReport('u1', 7, createPerson({ whereabouts, observation: null }), DAY)).toBeNull()
    expect(releaseReport('u1', 7, createPerson({ whereabouts: null, observation: null }), DAY)).toBeNull()
  })
  it('repeats only the arrival when the newest word is another one, so that the stay keeps its own origin', () => {
    const whereabouts = { ...createPerson().whereabouts!, state: 'stayed', origin: '别处', returnedOn: null }
    expect(releaseReport('u1', 7, createPerson({ whereabouts }), DAY)).toEqual({ kind: 'officer', unit: 'u1', seen: 7, person: 'p1', state: 'returned', returnedOn: '2020-02-01', releasedOn: DAY })
  })
})

describe('finishedRegistrations', () => {
  it('has one report for everybody whose observation is over', () => {
    const people = [createPerson(), createPerson({ id: 'p2' }), createPerson({ id: 'p3', observation: { ...createPerson().observation!, day: 13, isDue: false } })]
    expect(finishedRegistrations(createCard({ people }), PACK, DAY).map((report) => 'person' in report && report.person)).toEqual(['p1', 'p2'])
  })
  it('never has anybody of a unit that is loud, or where somebody is: they are released one at a time (rule 7)', () => {
    expect(finishedRegistrations(createCard({ status: 1 }), PACK, DAY)).toEqual([])
    expect(finishedRegistrations(createCard({ people: [createPerson(), createPerson({ id: 'p2', status: 1 })] }), PACK, DAY)).toEqual([])
    expect(finishedRegistrations(createCard({ people: [createPerson({ status: 9 })] }), PACK, DAY)).toEqual([])
  })
  it('leaves out whoever is released, or lives elsewhere', () => {
    const released = createPerson({ whereabouts: { ...createPerson().whereabouts!, releasedOn: DAY } })
    expect(finishedRegistrations(createCard({ people: [released, createPerson({ id: 'p2', lives: false })] }), PACK, DAY)).toEqual([])
  })
})

describe('settleConflict', () => {
  it('confirms either side, and both are marked as settled', () => {
    const { returned, stayed } = settleConflict('u1', 7, createPerson())
    expect(returned).toEqual({ kind: 'officer', unit: 'u1', seen: 7, person: 'p1', settled: true, state: 'returned', origin: '江苏盐城', returnedOn: '2020-02-01' })
    expect(stayed).toEqual({ kind: 'officer', unit: 'u1', seen: 7, person: 'p1', settled: true, state: 'stayed' })
  })
  it('has no return to confirm when none is known', () => {
    expect(settleConflict('u1', 7, createPerson({ whereabouts: null, observation: null })).returned).toBeNull()
  })
})
