import { expect, it } from 'vitest'
import { checkNodeVersion } from '../../../server/launch/checkNodeVersion.mjs'

it.each(['20.19.0', '20.20.2', 'v22.12.0', '24.1.0', '26.0.0'])('Node %s will do', (version) => {
  expect(checkNodeVersion(version)).toBeNull()
})

it.each(['12.22.0', '18.20.8', '20.18.3', '21.7.0', '22.11.0'])('Node %s is refused in one line that names what is needed', (version) => {
  const line = checkNodeVersion(version)
  expect(line).toContain('20.19')
  expect(line).toContain(version)
  expect(line).not.toContain('\n')
})
