import { foldText } from '../../../merge/address/foldText.ts'

/**
 * The text of a transit cell as it is matched against the region lists later. Under a header that asks
 * (`是否途经重点地区`) a bare `否` becomes the denial it is, and a bare `是` says so in words: `途经重点地区`, which names no
 * region, so `unnamed` asks for somebody to look. Anything else stays as it was written.
 */
export function parseTransit(text: string, header: string): { transit: string; unnamed: boolean } {
  const trimmed = text.trim()
  const folded = foldText(trimmed.slice(0, 20)).toLowerCase()
  const asks = /是否|有无|有没有|whether/i.test(header)
  if (asks && /^(?:否|无|没有|没|未|no|n|×)$/.test(folded)) return { transit: '未途经', unnamed: false }
  if (asks && /^(?:是|有|yes|y|√|✓)$/.test(folded)) {
    return { transit: `途经${foldText(header).replace(/是否|有无|有没有|途经|途径|[()??]/g, '').slice(0, 30) || '重点地区'}`, unnamed: true }
  }
  return { transit: trimmed, unnamed: false }
}
