import { GrowingArray } from './growingArray.ts'

const NONE = -1

/** Members by their owner (students by person, by home): each has one owner or none, and an owner few members. 8 bytes each. */
export class MemberChains {
  private readonly owner = new GrowingArray(Int32Array, NONE)
  private readonly next = new GrowingArray(Int32Array, NONE)
  private readonly first = new GrowingArray(Int32Array, NONE)

  /** `owner` below 0: the member has none any more. */
  put(member: number, owner: number): void {
    this.owner.extendTo(member + 1)
    this.next.extendTo(member + 1)
    const before = this.owner.values[member]
    if (before === owner) return
    if (before !== NONE) this.take(member, before)
    this.owner.values[member] = owner < 0 ? NONE : owner
    if (owner >= 0) this.insert(member, owner)
  }

  /** In the order of their numbers, so that a followed world and a rebuilt one say the same. */
  membersOf(owner: number): number[] {
    const members: number[] = []
    if (owner < 0 || owner >= this.first.length) return members
    for (let member = this.first.values[owner]; member !== NONE; member = this.next.values[member]) members.push(member)
    return members
  }

  private insert(member: number, owner: number): void {
    this.first.extendTo(owner + 1)
    let before = NONE
    let after = this.first.values[owner]
    while (after !== NONE && after < member) {
      before = after
      after = this.next.values[after]
    }
    this.next.values[member] = after
    if (before === NONE) this.first.values[owner] = member
    else this.next.values[before] = member
  }

  private take(member: number, owner: number): void {
    const after = this.next.values[member]
    if (this.first.values[owner] === member) {
      this.first.values[owner] = after
      return
    }
    let before = this.first.values[owner]
    while (this.next.values[before] !== member) before = this.next.values[before]
    this.next.values[before] = after
  }
}
