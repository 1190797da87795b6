const HEAD = ['part', 'what', 'value', '', 'limit', '', 'remarks']
const RIGHT = [false, false, true, false, true, false, false]

/** The figures of all parts as one table; a part that could not be measured has a line as well. */
export function formatTable(rows, failures) {
  const lines = [
    ...rows.map((row) => {
      const [note, sign] = row.note === 'at least' ? ['', '≥'] : [row.note ?? '', '≤']
      return [row.part, row.name, figure(row.value), row.unit, row.limit === null ? '' : `${sign} ${figure(row.limit)}`, row.limit === null ? '' : row.ok ? 'good' : 'SHORT', note]
    }),
    ...failures.map(({ part, reason }) => [part, 'NOT MEASURED', '', '', '', '', reason]),
  ]
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...lines].map((line) => line[column].length)))
  const write = (line) => line.map((cell, column) => (RIGHT[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd()
  const short = rows.filter((row) => !row.ok).length + failures.length
  return ['', write(HEAD), write(widths.map((width) => '-'.repeat(width))), ...lines.map(write), '', short === 0 ? 'Every figure reaches its limit.' : `${short} fall short.`].join('\n')
}

/** Three digits that matter, and all of a number's whole part. */
function figure(value) {
  if (!Number.isFinite(value)) return String(value)
  const decimals = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toLocaleString('en', { minimumFractionDigits: Number.isInteger(value) ? 0 : decimals, maximumFractionDigits: decimals })
}
