import { type ClassName, parseClassName } from '../../merge/parseClassName.ts'

/** Class and grade of a pupil who is moved, spelled as in files; a grade that was given stands against the class's own. `grade` null: not said. Pure. */
export function placeOfChange(className: string, grade: string): ClassName {
  const own = parseClassName(className)
  // 3班 needs the grade for its name, 二(3)班 has it.
  if (own.grade === null) return parseClassName(className, grade)
  return { className: own.className, grade: grade === '' ? own.grade : parseClassName('', grade).grade }
}
