const PEOPLES =
  '蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春|朝鲜|满|回|东乡|土家|土|撒拉|保安|裕固|藏|羌|彝|白|哈尼|傣|傈僳|拉祜|佤|纳西|景颇|布朗|普米|怒|德昂|独龙|基诺|苗|布依|侗|水|仡佬|壮|瑶|仫佬|毛南|京|黎|畲|高山|各'
const AUTONOMOUS = new RegExp(`^(.{2,}?)(?:(?:${PEOPLES})族?)+自治(?:区|州|县|旗)$`)
const SUFFIX = /(?:特别行政区|自治[区州县旗]|地区|林区|特区|新区|管理区管委会|行政委员会|街道|[省市区县盟旗镇])$/

/**
 * A division's name without the word for its kind: 浙江省 → 浙江, 恩施土家族苗族自治州 → 恩施, 海门区 → 海门.
 * The whole name when a single character would be left (赵县, 东区).
 */
export function stemOf(name: string): string {
  const autonomous = AUTONOMOUS.exec(name)
  if (autonomous) return autonomous[1]
  const stem = name.replace(SUFFIX, '').replace(/族$/, '')
  return stem.length < 2 ? name : stem
}
