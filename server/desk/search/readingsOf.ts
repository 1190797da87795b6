import type { pinyin as pinyinOf, polyphonic as polyphonicOf } from 'pinyin-pro'

/** What is used of pinyin-pro, handed in: its dictionary is large, and only a desk loads it. */
export interface PinyinPackage { pinyin: typeof pinyinOf; polyphonic: typeof polyphonicOf }

/**
 * Every way a character is read, in plain letters and without tones: 单 → dan, shan, chan; also as a surname (解 → xie)
 * and with ü in each of the spellings that people type (吕 → lv, lu, lyu). None for what is no Chinese character.
 */
export function readingsOf(character: string, { pinyin, polyphonic }: PinyinPackage): string[] {
  if (!/\p{Script=Han}/u.test(character)) return []
  const spoken = [pinyin(character, { mode: 'surname', toneType: 'none' }), ...(polyphonic(character, { toneType: 'none', type: 'array' })[0] ?? [])]
  const found = new Set<string>()
  for (const reading of spoken) {
    if (!/^[a-zü]+$/.test(reading)) continue
    if (!reading.includes('ü')) found.add(reading)
    else for (const letters of ['v', 'u', 'yu']) found.add(reading.replace('ü', letters))
  }
  return [...found]
}
