import { withoutAttribute } from './scanSheet.ts'

/** A workbook part whose formulas are calculated anew when it is opened: their stored values are of the blank form. Pure. */
export function recalculateOnOpening(workbookXml: string): string {
  const found = /<((?:[\w.-]+:)?)calcPr\b((?:[^>"'/]|"[^"]*"|'[^']*')*)(\/?)>/.exec(workbookXml)
  if (found) {
    const tag = `<${found[1]}calcPr${withoutAttribute(found[2], 'fullCalcOnLoad').trimEnd()} fullCalcOnLoad="1"${found[3]}>`
    return workbookXml.slice(0, found.index) + tag + workbookXml.slice(found.index + found[0].length)
  }
  // Its place among the others is fixed (ECMA-376 18.2.27): behind these.
  for (const name of ['definedNames', 'externalReferences', 'functionGroups', 'sheets']) {
    const closing = new RegExp(String.raw`</((?:[\w.-]+:)?)${name}\s*>|<((?:[\w.-]+:)?)${name}(?:\s[^>]*)?/>`).exec(workbookXml)
    if (!closing) continue
    const end = closing.index + closing[0].length
    return `${workbookXml.slice(0, end)}<${closing[1] ?? closing[2]}calcPr fullCalcOnLoad="1"/>${workbookXml.slice(end)}`
  }
  return workbookXml
}
