import type { IdentitySource } from './createIdentitySource.ts'
import type { Random } from './createRandom.ts'

export interface Member {
  name: string
  idNumber: string
  phone?: string
  relation: string
  plates?: string[]
  /** 1 to 9, or undefined for everybody who is on no roster. */
  grade?: number
}

type HouseholdKind = 'single' | 'couple' | 'family' | 'family-of-four' | 'three-generations' | 'large' | 'grown-up' | 'sharing'
/** Mean 2.98 people and 0.42 pupils: 140,000 people in 47,000 lived-in homes, 20,000 of them at school. */
const KINDS: readonly (readonly [HouseholdKind, number])[] = [
  ['single', 7.6], ['couple', 21], ['family', 34.6], ['family-of-four', 8.5], ['three-generations', 14],
  ['large', 2.3], ['grown-up', 7.6], ['sharing', 3.6],
]
const CHILD_IS_PUPIL = 0.598

/** One family, or people who share a flat. `schoolYear` is the year in which grade 1 began. */
export function createHousehold(isRented: boolean, schoolYear: number, identity: IdentitySource, random: Random): Member[] {
  const members: Member[] = []
  const add = (surname: string, sex: 'male' | 'female', age: number, relation: string): Member => {
    const idNumber = identity.idNumber(bornAt(schoolYear - age, random), sex)
    const member: Member = { name: surname + identity.givenName(sex), idNumber, relation }
    if (age >= 14 && (age < 78 || random.chance(0.6))) member.phone = identity.phone()
    members.push(member)
    return member
  }
  const addChild = (surname: string): void => {
    const sex = random.chance(0.52) ? 'male' : 'female'
    const relation = sex === 'male' ? '子' : '女'
    if (!random.chance(CHILD_IS_PUPIL)) {
      add(surname, sex, random.chance(0.5) ? random.integer(0, 5) : random.integer(16, 24), relation)
      return
    }
    const grade = random.integer(1, 9)
    // A school year runs from 1 September to 31 August.
    const autumn = random.chance(1 / 3)
    const year = schoolYear - (autumn ? 6 : 5) - grade
    const month = autumn ? random.integer(9, 12) : random.integer(1, 8)
    const born = `${year}${String(month).padStart(2, '0')}${String(random.integer(1, 28)).padStart(2, '0')}`
    members.push({ name: surname + identity.givenName(sex), idNumber: identity.idNumber(born, sex), relation, grade })
  }
  const kind = random.weighted(KINDS)
  const surname = identity.surname()
  const headRelation = isRented ? '承租人' : '户主'
  const headAge = kind === 'grown-up' || (kind === 'couple' && random.chance(0.55)) ? random.integer(56, 84)
    : kind === 'single' ? random.integer(23, 86) : kind === 'sharing' ? random.integer(21, 34) : random.integer(29, 49)
  const head = add(surname, random.chance(0.62) ? 'male' : 'female', headAge, headRelation)
  const spouse = (): void => {
    const isWoman = Number(head.idNumber[16]) % 2 === 0
    add(identity.surname(), isWoman ? 'male' : 'female', Math.max(22, headAge + random.integer(-4, 3)), '配偶')
  }
  switch (kind) {
    case 'single': break
    case 'sharing':
      for (let more = random.integer(1, 3); more > 0; more--) {
        add(identity.surname(), random.chance(0.5) ? 'male' : 'female', random.integer(20, 35), '合租')
      }
      break
    case 'couple': spouse(); break
    case 'grown-up':
      if (random.chance(0.7)) spouse()
      add(surname, random.chance(0.6) ? 'male' : 'female', random.integer(22, 38), '子女')
      break
    case 'large': case 'three-generations': case 'family-of-four': case 'family':
      if (random.chance(0.94)) spouse()
      addChild(surname)
      if (kind === 'family-of-four' || kind === 'large') addChild(surname)
      if (kind === 'three-generations' || kind === 'large') {
        add(surname, 'male', headAge + random.integer(23, 31), '父')
        if (random.chance(0.75)) add(identity.surname(), 'female', headAge + random.integer(22, 29), '母')
      }
  }
  if (random.chance(0.3)) head.plates = [identity.plate()]
  return members
}

function bornAt(year: number, random: Random): string {
  return `${year}${String(random.integer(1, 12)).padStart(2, '0')}${String(random.integer(1, 28)).padStart(2, '0')}`
}
