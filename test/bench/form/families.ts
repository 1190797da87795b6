/** Children whose parents are watched at their phones; invented. `keys`: letters of the name as it is typed in pinyin. */
export const FAMILY_SCHOOL = '云川路小学'
export const FAMILY_GRADE = '三年级'
export const FAMILY_CLASS = '三(2)班'
export const FAMILIES = [
  { studentNo: '20990001', name: '王小华', keys: 'wangxiaohua' },
  { studentNo: '20990002', name: '欧阳思远', keys: 'ouyangsiyuan' },
  { studentNo: '20990003', name: '李梅', keys: 'limei' },
  { studentNo: '20990004', name: '张志强', keys: 'zhangzhiqiang' },
  { studentNo: '20990005', name: '陈雨桐', keys: 'chenyutong' },
] as const
