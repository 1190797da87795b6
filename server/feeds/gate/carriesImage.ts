/** Names under which terminals send pictures; `faceId` and `faceScore` are none. */
const IMAGE_NAME = /image|img|photo|picture|snapshot|jpe?g|base64|^pic|pic$|face(data|feature|template)|照片|图片|抓拍/i
/** Longer than any number, name or time that a reading could hold. */
const LONGEST_TEXT = 400

/**
 * The first field of a reading that holds a picture or a template of a face, or null. Looked for by name and by content
 * and one level deep, since terminals nest what they send. An empty field carries nothing.
 */
export function carriesImage(row: Record<string, unknown>, depth = 0): string | null {
  for (const [field, value] of Object.entries(row)) {
    if (value === undefined || value === null || value === '' || value === false || value === 0) continue
    if (IMAGE_NAME.test(field) && !isEmptyContainer(value)) return field
    if (typeof value === 'string' && (value.length > LONGEST_TEXT || value.startsWith('data:'))) return field
    if (typeof value === 'object' && depth < 2 && carriesImage(value as Record<string, unknown>, depth + 1) !== null) return field
  }
  return null
}

const isEmptyContainer = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0
