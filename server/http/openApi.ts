import { IMPORT_KINDS } from '../feeds/importKinds.ts'
import { FEED_ROW_SCHEMAS } from './feedRowSchemas.ts'

/**
 * The interface as OpenAPI sees it. Descriptions only: rows are checked by the feeds' own parse.ts, queries by
 * readQuery.ts, so that every refusal has a stable code and words for the reader.
 */

const text = { type: 'string' } as const
const count = { type: 'integer', minimum: 0 } as const
const date = { type: 'string', format: 'date', example: '2020-02-15' } as const
const object = (properties: Record<string, unknown>, required: string[] = Object.keys(properties)): Record<string, unknown> => ({ type: 'object', properties, required })
const list = (items: unknown): Record<string, unknown> => ({ type: 'array', items })
const bytes = { description: 'Bytes; br or gzip as accepted', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } as const
const answer = (description: string, schema: unknown): Record<string, unknown> => ({ description, content: { 'application/json': { schema } } })

const PROBLEM = answer('`code` is stable; `reason` follows Accept-Language', object({ code: text, reason: text }))
const SECURITY = [{ key: [] }]
const MOMENT = object({
  date: { ...date, description: '那一天结束时的情形(按登记日期);缺省为现在 / the world at the end of that day, by register date; default now' },
  rev: { ...count, description: '当时已知的情形 / what was known at that revision; default all' },
}, [])
const query = (properties: Record<string, unknown>): Record<string, unknown> => object({ ...properties, ...(MOMENT.properties as Record<string, unknown>) }, [])

const BATCH = object({
  accepted: count, duplicates: count, rev: count,
  rejected: list(object({ index: { ...count, description: 'Index of the row in what was sent, from 0; blank NDJSON lines do not count' }, field: text, code: text, reason: text })),
})

export const FEED_SCHEMA = {
  tags: ['in'], security: SECURITY,
  summary: '上报数据 Send reports',
  description: '`feed`: household, school, gate, verification … · 正文为 JSON 数组,或 application/x-ndjson · 落盘后才回答 · 至多 10 MB、125 000 行。\n\nBody: a JSON array of rows, or NDJSON as application/x-ndjson. Answered when the batch is on disk. A row `id` sent twice counts once. At most 10 MB and 125,000 rows.',
  params: object({ feed: { ...text, example: 'household' } }),
  body: { content: { 'application/json': { schema: list({ anyOf: Object.entries(FEED_ROW_SCHEMAS).map(([title, row]) => ({ title, type: 'object', ...row })) }) }, 'application/x-ndjson': { schema: text } } },
  response: { 200: answer('On disk', BATCH), 400: PROBLEM, 401: PROBLEM, 404: PROBLEM, 413: PROBLEM, 415: PROBLEM, 503: PROBLEM },
}

export const IMPORT_SCHEMA = {
  tags: ['in'], security: SECURITY,
  summary: '导入文件 Import a file',
  description: '表格(.csv、.xlsx)或地理数据(GeoJSON、.osm.pbf、zip 形式的 shapefile、FlatGeobuf),至多 50 MB。With `Accept: application/x-ndjson` the answer is a stream of `{"progress":{…}}` lines that ends with one `{"result":{…}}` or `{"problem":{…}}`.',
  params: object({ kind: { type: 'string', enum: [...IMPORT_KINDS] } }),
  querystring: object({ crs: { type: 'string', enum: ['wgs84', 'gcj02', 'bd09', 'cgcs2000'] } }, []),
  consumes: ['multipart/form-data'],
  body: { content: { 'multipart/form-data': { schema: object({ crs: text, list: { ...text, description: 'Name of a verification list; its title when absent' }, dueOn: { ...text, description: 'YYYY-MM-DD: deadline of rows of a verification list without one' }, file: { type: 'string', format: 'binary' } }, ['file']) } } },
  response: {
    200: answer('The file was read', object({
      kind: text, rows: count, accepted: count, duplicates: count, rejected: count,
      rejectsFile: { ...text, nullable: true, description: 'Link to the rejected rows as CSV; expires after 15 minutes' },
      columns: list(object({ header: text, takenFor: { ...text, nullable: true } })),
      warnings: list(object({ code: text, reason: text })),
    })),
    400: PROBLEM, 401: PROBLEM, 404: PROBLEM, 413: PROBLEM, 422: PROBLEM, 503: PROBLEM,
  },
}

export const REJECTS_SCHEMA = { tags: ['in'], security: SECURITY, summary: '下载被退回的行 Rejected rows as CSV', params: object({ id: text }), response: { 200: bytes, 404: PROBLEM } }

export const ERASE_SCHEMA = {
  tags: ['in'], security: SECURITY,
  summary: '删除一个人的身份信息 Erase a person from the identity vault',
  description: 'Every trace of name, phone and number goes; every count stays.',
  body: { content: { 'application/json': { schema: { oneOf: [object({ idNumber: text }), object({ name: text, phone: text })] } } } },
  response: { 200: answer('Erased', object({ erased: { type: 'boolean' } })), 400: PROBLEM, 404: PROBLEM },
}

const counts = { type: 'object', additionalProperties: count } as const

export const SUMMARY_SCHEMA = {
  tags: ['out'], security: SECURITY,
  summary: '各状态的户数与人数 Units and people per status',
  querystring: query({ place: { ...text, description: 'Place id; default everything' } }),
  response: { 200: answer('', object({ asOf: date, rev: count, buildings: count, units: count, counts, people: counts })), 400: PROBLEM, 404: PROBLEM },
}

export const UNITS_SCHEMA = {
  tags: ['out'], security: SECURITY,
  summary: '一处地址的各户状态 Units of an address, any spelling',
  querystring: query({ compound: text, building: text, room: text }),
  response: {
    200: answer('', list(object({
      id: text, compound: text, building: text, room: text, status: text, tags: list(text),
      reason: object({ rule: text, code: text, text, feed: { ...text, nullable: true }, seq: { ...count, nullable: true }, registeredOn: { ...date, nullable: true }, listSeq: { ...count, nullable: true } }),
    }))),
    400: PROBLEM,
  },
}

export const PLACES_SCHEMA = {
  tags: ['out'], security: SECURITY,
  summary: '地点树 The place tree as a list',
  response: { 200: answer('', list(object({ id: text, kind: text, name: text, parent: { ...text, nullable: true }, buildings: count, units: count }))) },
}

export const SCHOOL_DAY_SCHEMA = {
  tags: ['out'], security: SECURITY,
  summary: '一所学校某一天的上报情况 A school on a day',
  params: object({ name: text, date }),
  response: { 200: answer('', { type: 'object' }), 400: PROBLEM, 404: PROBLEM },
}
export const GRADE_DAY_SCHEMA = { ...SCHOOL_DAY_SCHEMA, summary: '一个年级某一天的上报情况 A grade on a day', params: object({ name: text, date, grade: text }) }
export const CLASS_DAY_SCHEMA = { ...SCHOOL_DAY_SCHEMA, summary: '一个班级某一天的上报情况 A class on a day', params: object({ name: text, date, grade: text, class: text }) }

export const LAYOUT_SCHEMA = { tags: ['wall'], summary: '地图几何 The layout of a hash', params: object({ hash: text }), response: { 200: bytes, 404: PROBLEM } }
export const SNAPSHOT_SCHEMA = { tags: ['wall'], summary: '世界快照 A snapshot at that revision or later', params: object({ worldId: text, rev: count }), response: { 200: bytes } }
export const HEALTH_SCHEMA = { tags: ['wall'], summary: '可否接收数据 Whether feeds can be accepted; no key', response: { 200: answer('', object({ status: text, rev: count })), 503: answer('', object({ status: text })) } }
