import { HttpProblem, type ProblemCode } from './problems.ts'

/** Throws the problem where an expression is wanted: `view ?? failWith('unknown-school')`. */
export function failWith(code: ProblemCode): never {
  throw new HttpProblem(code)
}
