import path from 'node:path'
import { hashSources } from './hashSources.mjs'

export const buildStampFile = (root) => path.join(root, 'dist/.liuse-build.json')

export function buildStamp(root) {
  return { sources: hashSources(root) }
}
