import type { Pack } from '../packs/pack.ts'
import type { AlertTraits } from './alertBook.ts'

/** What the book has to know of a pack's rules, looked up by key. */
export function alertTraits(pack: Pick<Pack, 'school'>): AlertTraits {
  const rules = new Map(pack.school?.alerts?.rules.map((rule) => [rule.key, rule]))
  return {
    countsAsAbnormal: (key) => rules.get(key)?.countsAsAbnormal ?? false,
    tagsHome: (key) => rules.get(key)?.tagsHome ?? false,
    isStanding: (key) => rules.get(key)?.isStanding === true,
    isOfDevice: (key) => rules.get(key)?.about === 'device',
  }
}
