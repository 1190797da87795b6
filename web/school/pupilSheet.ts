/** One pupil as a roster's file says it. */
export interface SheetPupil { school: string; grade: string; class: string; studentNo: string; name: string; idNumber: string; guardianName: string; guardianPhone: string; address: string }

const HEADS: readonly (readonly [keyof SheetPupil, string])[] = [
  ['school', 'school'], ['grade', 'grade'], ['class', 'class'], ['studentNo', 'student number'], ['name', 'name'], ['idNumber', 'id number'], ['guardianName', 'guardian name'], ['guardianPhone', 'guardian phone'], ['address', 'home address'],
]

/** A roster of one: somebody typed in by hand comes in as a file does, with its preview. CSV, UTF-8. Pure. */
export function pupilSheet(pupil: SheetPupil): string {
  const cell = (text: string): string => `"${text.trim().replaceAll('"', '""')}"`
  // The mark says UTF-8 even where every letter is also one of another encoding.
  return `\ufeff${HEADS.map(([, head]) => head).join(',')}\r\n${HEADS.map(([field]) => cell(pupil[field])).join(',')}\r\n`
}
