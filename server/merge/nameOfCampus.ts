import { normalizeSchool } from './normalizeSchool.ts'

/** `浦南小学` and `东校区` are `浦南小学(东校区)`; a name that has its campus keeps it. Pure. */
export const nameOfCampus = (school: string, campus: string): string =>
  campus === '' || normalizeSchool(school).includes(normalizeSchool(campus)) ? school : campus.includes(school) ? campus : `${school}(${campus})`
