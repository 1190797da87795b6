import type { LedgerRow } from '../feeds/rows.ts'

const TENURES: Record<string, string> = { owned: '自住', rented: '出租', vacant: '空关', shop: '商铺' }

/** Sends batches the way every sender does: reports to their feed, a ledger as a file. Throws when it was not taken. */
export function createSender(origin: string, key: string): (feed: string, rows: unknown[]) => Promise<void> {
  const authorization = `Bearer ${key}`
  return async (feed, rows) => {
    let response: Response
    if (feed === 'units') {
      const form = new FormData()
      form.append('file', new Blob([ledgerCsv(rows as LedgerRow[])], { type: 'text/csv' }), 'ledger.csv')
      response = await fetch(`${origin}/api/v1/import/units`, { method: 'POST', headers: { authorization }, body: form })
    } else {
      response = await fetch(`${origin}/api/v1/feeds/${feed}`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(rows) })
    }
    // Read to the end, or the connection stays taken.
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${feed} answered ${response.status}`)
  }
}

function ledgerCsv(rows: LedgerRow[]): string {
  const lines = rows.map((row) => [row.committee, row.compound, row.building, row.room, row.storey, TENURES[row.tenure ?? ''], row.landlordName, row.landlordPhone, row.residents, row.headName, row.headPhone])
  const cell = (value: unknown): string => (value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`)
  return [['居委会', '小区名称', '楼号', '室号', '楼层', '房屋性质', '房东姓名', '房东电话', '居住人数', '户主姓名', '联系电话'], ...lines].map((line) => line.map(cell).join(',')).join('\r\n')
}
