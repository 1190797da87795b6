import { describe, expect, it } from 'vitest'
import { redactPersonal } from '../../../../server/feeds/rowChecks/redactPersonal.ts'

describe('redactPersonal', () => {
  it.each([
    ['电 138 3101 4375', '电 …'], ['139-5698-3146', '…'], ['021-58881234', '…'], ['13800001234', '…'], ['110101199003078039', '…'], ['2026-1120', '…'], ['2026-13-20', '…'], ['2026-11-201', '…'], ['138-00-00', '…'],
    ['2026-11-20', '2026-11-20'], ['2020-02-10到武汉，2020-02-12 回', '2020-02-10到武汉，2020-02-12 回'], ['2026-11-20 08:30 就诊', '2026-11-20 08:30 就诊'], ['MU5123', 'MU5123'],
  ])('%j is kept as %j', (text, kept) => expect(redactPersonal(text, [])).toBe(kept))

  it('cuts out names, but for those that are places', () => expect(redactPersonal('张三和金华来的李四', ['张三', '金华', '李四'])).toBe('…和金华来的…'))
})
