import { readGeodata } from '../../geodata/readers/readGeodata.ts'
import type { Locale, Wording } from '../protocol/entities.ts'
import { applyRows } from './applyRows.ts'
import type { ImportOutcome, ImportRequest } from './importRequest.ts'
import type { GeodataKind } from './importKinds.ts'

/** Footprints, boundaries or ground into the system; an OpenStreetMap extract brings its ground and schools along. Throws GeodataError. */
export async function importGeodata(request: ImportRequest, kind: GeodataKind): Promise<ImportOutcome> {
  const { service } = request
  const result = await readGeodata(request.bytes, request.fileName, { kind, crs: request.crs ?? 'wgs84', near: service.bounds() })
  const applied = await applyRows(request, kind, result.rows.map(({ row }) => row))
  const rejects: FeatureReject[] = [
    ...result.rejected,
    ...applied.rejected.map(({ at, field, code, reason }) => ({ number: result.rows[at].number, field, code, reason })),
  ].sort((a, b) => a.number - b.number)

  const warnings: ImportOutcome['warnings'] = result.warnings.map(({ code, reason }) => ({ code, reason }))
  for (const [along, rows] of [['basemap', result.basemap], ['campuses', result.campuses]] as const) {
    if (!rows || rows.length === 0 || kind !== 'buildings') continue
    const { accepted, duplicates, rejected } = await applyRows(request, along, rows)
    warnings.push({
      code: `${along}-too`,
      reason: {
        'zh-CN': `同时导入了${along === 'basemap' ? '底图要素' : '学校'}:新 ${accepted},重复 ${duplicates},退回 ${rejected.length}`,
        en: `${along === 'basemap' ? 'Ground features' : 'Schools'} came along: ${accepted} new, ${duplicates} known, ${rejected.length} rejected`,
      },
    })
  }
  return {
    kind, rows: result.rows.length + result.rejected.length, accepted: applied.accepted, duplicates: applied.duplicates,
    rejected: rejects.length,
    rejectsCsv: rejects.length === 0 ? null : new TextEncoder().encode(writeFeatureRejects(rejects, request.locale)),
    columns: [], warnings,
  }
}

interface FeatureReject {
  number: number
  field: string
  code: string
  reason: Wording
}

/** Features have no cells to show: number, property, code and reason, all our own words. */
function writeFeatureRejects(rejects: readonly FeatureReject[], locale: Locale): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const header = locale === 'en' ? 'Feature,Field,Reject code,Reject reason' : '要素序号,字段,问题代码,问题原因'
  const lines = rejects.map(({ number, field, code, reason }) => [String(number), cell(field), code, cell(reason[locale])].join(','))
  return `\uFEFF${[header, ...lines].join('\r\n')}\r\n`
}
