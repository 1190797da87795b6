/** School names differ in blanks, width and brackets only: `浦南小学（东校区）` is `浦南小学(东校区)`. */
export const normalizeSchool = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '')
