/**
 * Whether a cell's text only says that there is nothing to say: `-`, `/`, `—`, `无`, `暂无`, `不详`, `N/A`, a spreadsheet
 * error. Only for cells that may be empty; in a symptoms or transit column `无` is an answer.
 */
export function isPlaceholder(text: string): boolean {
  return /^(?:[-–—―─/\\|.。·*＊×]+|无|暂无|没有|空|不详|未知|待定|待填|未填|略|null|nil|none|n\/?a|#n\/a|#ref!|#value!|#name\?|#div\/0!|#num!|#null!)?$/i.test(text.trim())
}
