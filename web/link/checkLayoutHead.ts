import type { LayoutHead } from '../../server/protocol/layout.ts'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isWording = (value: unknown): boolean => isRecord(value) && isText(value['zh-CN']) && isText(value.en)
const isList = (value: unknown, check: (each: Record<string, unknown>) => boolean): boolean => Array.isArray(value) && value.every((each) => isRecord(each) && check(each))

/** Whether a layout's head has what every panel takes for granted: the words, signs and counters of its pack. */
export function checkLayoutHead(head: LayoutHead): boolean {
  const { pack } = head
  return isText(head.layoutHash) && isText(head.title) && Array.isArray(head.attribution) && isRecord(pack) && isWording(pack.name) &&
    isList(head.nodes, (node) => isText(node.id) && isText(node.kind) && isText(node.name)) &&
    isList(pack.statuses, (status) => isText(status.key) && isWording(status.name) && isWording(status.detail) && isText(status.glyph) && isColor(status.colorOnDark) && isColor(status.colorOnLight)) &&
    isList(pack.counters, (counter) => isText(counter.key) && isRecord(counter.source)) &&
    isList(pack.measures, (measure) => isText(measure.key) && isWording(measure.name) && Array.isArray(measure.numerator) && Array.isArray(measure.on)) &&
    isList(pack.work, (line) => isText(line.counter) && isWording(line.name))
}

const isColor = (value: unknown): boolean => isText(value) && /^#[0-9a-f]{6}$/i.test(value)
