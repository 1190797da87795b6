const PLAIN = /^[0-9A-Z]+$/

/** A student number as it is compared: NFKC, no blanks, upper case: `２０２３０３０２`, `g310…123x`. */
export const normalizeStudentNo = (text: string): string => (PLAIN.test(text) ? text : text.normalize('NFKC').replace(/\s/g, '').toUpperCase())
