import { normalizeSchool } from './normalizeSchool.ts'

/** The school that a campus belongs to, by its name: `浦南小学(东校区)`, `浦南小学东校区` and `浦南小学东部` are `浦南小学`. Pure. */
export function schoolOfCampus(name: string): string {
  const written = normalizeSchool(name)
  const stem = written.replace(/\([^()]*\)$/, '').replace(/(?<=(?:小学|中学|学校|幼儿园|学院))(?:.{1,6}(?:校区|分校|校部|分部)|[东南西北中]部)$/, '')
  return stem === '' ? written : stem
}
