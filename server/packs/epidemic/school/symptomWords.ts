import type { Wording } from '../../../protocol/entities.ts'

/** A symptom that is counted: bit = place in the list. */
export interface SymptomWord { key: string; name: Wording; words: RegExp }

/** Bit of whatever is none of the list. */
export const OTHER_SYMPTOM_BIT = 15

/** What parents and teachers write. At most 15; kept in checkpoints by place: append, never reorder. */
export const SYMPTOM_WORDS: readonly SymptomWord[] = [
  { key: 'fever', name: { 'zh-CN': '发热', en: 'Fever' }, words: /发热|发烧|低烧|高烧|低热|高热|fever/i },
  { key: 'cough', name: { 'zh-CN': '咳嗽', en: 'Cough' }, words: /咳|cough/i },
  { key: 'fatigue', name: { 'zh-CN': '乏力', en: 'Fatigue' }, words: /乏力|无力|疲劳|疲倦|fatigue|tired/i },
  { key: 'sore-throat', name: { 'zh-CN': '咽痛', en: 'Sore throat' }, words: /[咽喉嗓][^,，、;；]{0,3}[痛疼干痒哑]|嗓子|扁桃体|sore throat/i },
  { key: 'runny-nose', name: { 'zh-CN': '鼻塞流涕', en: 'Blocked or runny nose' }, words: /鼻塞|流涕|鼻涕|流鼻|喷嚏|runny|blocked nose|sneez/i },
  { key: 'vomiting', name: { 'zh-CN': '呕吐', en: 'Vomiting' }, words: /呕|吐|vomit/i },
  { key: 'diarrhoea', name: { 'zh-CN': '腹泻', en: 'Diarrhoea' }, words: /腹泻|拉肚|泻|diarrh/i },
  { key: 'headache', name: { 'zh-CN': '头痛', en: 'Headache' }, words: /头[^,，、;；]{0,2}[痛疼晕昏]|headache|dizz/i },
  { key: 'muscle-pain', name: { 'zh-CN': '肌肉酸痛', en: 'Muscle pain' }, words: /肌肉|酸痛|浑身|全身[^,，、;；]{0,2}[痛疼酸]|muscle|aching/i },
  { key: 'short-breath', name: { 'zh-CN': '胸闷气促', en: 'Shortness of breath' }, words: /胸闷|气促|气短|呼吸|喘|breath/i },
  { key: 'rash', name: { 'zh-CN': '皮疹', en: 'Rash' }, words: /疹|水痘|rash/i },
  { key: 'red-eyes', name: { 'zh-CN': '红眼', en: 'Red eyes' }, words: /结膜|红眼|眼红|眼睛红|conjunctiv|red eye/i },
  { key: 'loss-of-taste', name: { 'zh-CN': '味觉嗅觉减退', en: 'Loss of taste or smell' }, words: /味觉|嗅觉|taste|smell/i },
  { key: 'stomach-ache', name: { 'zh-CN': '腹痛', en: 'Stomach ache' }, words: /腹痛|肚子[痛疼]|胃[痛疼]|stomach/i },
  { key: 'swollen-cheeks', name: { 'zh-CN': '腮腺肿大', en: 'Swollen cheeks' }, words: /腮|mumps/i },
]
