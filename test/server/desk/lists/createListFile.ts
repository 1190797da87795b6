import { createXlsx, inlineRows } from '../../feeds/sheet/createXlsx.ts'

/** A list as a police station writes one: title, serial, whole addresses, other headers than ours. */
export function createListFile(rows: readonly (readonly (string | number | null)[])[], title = '浦江派出所协查核实名单（2020年2月15日）'): Uint8Array {
  return createXlsx({ sheets: [inlineRows([[title], ['序号', '姓名', '证件号码', '手机', '现住址', '核查时限', '下发单位'], ...rows])] })
}

/** Somebody invented: the area code of the identity number belongs to no place, the phone to no operator. */
export const listRow = (person: number, address: string | null, dueOn: string | null = '2020-02-18', name = `测试${person}`): (string | number | null)[] =>
  [person, name, `99010119800101${String(person % 1000).padStart(3, '0')}${Math.floor(person / 1000) % 10}`, `100${String(person).padStart(8, '0')}`, address, dueOn, '浦江派出所']
