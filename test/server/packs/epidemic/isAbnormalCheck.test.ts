import { expect, it } from 'vitest'
import { isAbnormalCheck } from '../../../../server/packs/epidemic/isAbnormalCheck.ts'

it.each([
  [{ temperatureCelsius: 36.5, symptoms: [] }, false],
  [{ temperatureCelsius: 37.2, symptoms: [] }, false],
  [{ temperatureCelsius: 37.3, symptoms: [] }, true],
  [{ temperatureCelsius: 365, implausible: true, symptoms: [] }, false],
  [{ temperatureCelsius: 36.5, symptoms: ['咳嗽'] }, true],
  [{ temperatureCelsius: 36.5, symptoms: [], healthCode: 'yellow' }, true],
  [{ temperatureCelsius: 36.5, symptoms: [], healthCode: 'red' }, true],
  [{ temperatureCelsius: 36.5, symptoms: [], healthCode: 'green', travelled: true, household: [{ healthCode: 'red', travelled: true }] }, false],
  [{}, false],
])('%j → %s', (body, abnormal) => expect(isAbnormalCheck(body)).toBe(abnormal))
