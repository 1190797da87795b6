import type { PrivateCells } from './PrivateCells.ts'

/** Words that name a relation and nobody; whatever else stands in the cell (妈妈张丽) goes to the vault. */
const RELATIONS = new Set((
  '本人 户主 父亲 母亲 爸爸 妈妈 父 母 爷爷 奶奶 祖父 祖母 外公 外婆 外祖父 外祖母 姥姥 姥爷 配偶 丈夫 妻子 夫 妻 儿子 女儿 子 女 子女 长子 次子 三子 独生子 养子 继子 长女 次女 三女 独生女 养女 继女 父母 祖父母 外祖父母 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 兄 弟 姐 妹 兄弟姐妹 ' +
  '孙子 孙女 外孙 外孙女 女婿 儿媳 媳妇 岳父 岳母 公公 婆婆 公婆 岳父母 嫂子 弟媳 侄子 侄女 外甥 外甥女 叔叔 阿姨 舅舅 姑姑 保姆 护工 雇工 租客 租户 承租人 房客 合租 合租人 男友 女友 同事 非亲属 其他亲属 房东 业主 室友 同住人 亲戚 朋友 其他 ' +
  'self owner tenant landlord father mother parent grandfather grandmother grandparent spouse husband wife son daughter child brother sister sibling ' +
  'grandson granddaughter family relative nanny other'
).split(' '))

/** The relation for the log; '' when the cell is not plainly one, and then it is kept aside. */
export function readRelation(field: string, text: string, aside: PrivateCells): string {
  if (text === '' || RELATIONS.has(text) || RELATIONS.has(text.toLowerCase())) return text
  aside.keep(field, text)
  return ''
}
