const FIGURES = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/** The grade after one: `一年级` → `二年级`, `预初` → `初一`, `高一` → `高二`; null when its name does not tell. Pure. */
export function nextGrade(grade: string): string | null {
  if (grade === '预初') return '初一'
  // Called by the year in which it came: that stays.
  if (/\d{4}/.test(grade)) return grade
  const figure = FIGURES.findIndex((each) => grade.includes(each))
  const digits = /\d+/.exec(grade)
  if (figure < 0 && digits) return grade.replace(digits[0], String(Number(digits[0]) + 1))
  return figure < 0 || figure === FIGURES.length - 1 ? null : grade.replace(FIGURES[figure], FIGURES[figure + 1])
}

/** What a class is called a year on: `一(3)班` of `二年级` is `二(3)班`, `中(1)班` of `大班` is `大(1)班`; a name without its grade (`3班`, `103班`) stays. Pure. */
export function classInGrade(className: string, grade: string, next: string): string {
  const short = (name: string): string => name.replace(/(?:年级|班)$/, '')
  const from = short(grade)
  return className.startsWith(from) ? short(next) + className.slice(from.length) : className
}
