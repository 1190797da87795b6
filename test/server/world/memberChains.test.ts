import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemberChains } from '../../../server/world/memberChains.ts'

describe('members by owner', () => {
  it('are those whose last owner it is, by their numbers, whatever moved before', () => {
    fc.assert(fc.property(fc.array(fc.record({ member: fc.nat(8), owner: fc.integer({ min: -1, max: 4 }) }), { maxLength: 60 }), (moves) => {
      const chains = new MemberChains()
      const owners = new Map<number, number>()
      for (const { member, owner } of moves) {
        chains.put(member, owner)
        owners.set(member, owner)
      }
      for (let owner = 0; owner <= 5; owner++) {
        expect(chains.membersOf(owner)).toEqual([...owners].filter(([, at]) => at === owner).map(([member]) => member).sort((a, b) => a - b))
      }
      expect(chains.membersOf(-1)).toEqual([])
    }))
  })
})
