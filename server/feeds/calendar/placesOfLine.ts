import { parseClassName } from '../../merge/parseClassName.ts'

/** Grades and classes that a line is about, spelled as in files. `1班` needs a grade for its name: of several grades it is one class each; null: of all. Pure. */
export function placesOfLine(grades: readonly string[] | null, classes: readonly string[] | null): { grades: string[] | null; classes: string[] | null } {
  const spelled = grades && [...new Set(grades.map((grade) => parseClassName('', grade).grade ?? grade))]
  const ofAll = ['']
  return {
    grades: spelled,
    classes: classes && [...new Set(classes.flatMap((name) => (spelled && parseClassName(name).grade === null ? spelled : ofAll).map((grade) => parseClassName(name, grade).className)))],
  }
}
