const FIGURES = '零一二三四五六七八九'
const STAGES = ['小', '', '预', '初', '高', '职']

/** Sorts grades and classes as a school would: 一年级 before 二年级, primary before middle school, 一(2)班 before 一(10)班. Pure. */
export function compareGrades(a: string, b: string): number {
  return rank(a) - rank(b) || a.localeCompare(b, 'zh-CN', { numeric: true })
}

function rank(name: string): number {
  const stage = STAGES.findIndex((word) => word !== '' && name.startsWith(word))
  return (stage < 0 ? 1 : stage) * 100 + numberIn(name)
}

/** The first number that is written in characters, up to 99; 99 where there is none. */
function numberIn(name: string): number {
  const [found] = /[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]/.exec(name) ?? []
  if (found === undefined) return 99
  const [tens, ones] = found.split('十')
  if (ones === undefined) return FIGURES.indexOf(found)
  return (tens === '' ? 1 : FIGURES.indexOf(tens)) * 10 + (ones === '' ? 0 : FIGURES.indexOf(ones))
}
