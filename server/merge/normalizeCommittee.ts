const ENDING = /(社区)?(居民委员会|居委会|居委|居民区|村民委员会|村委会)$|社区$/

/** `浦南三村居委会`, `浦南三村居委` and `浦南三村社区居委会` and `浦南三村居民区` are one committee. */
export function normalizeCommittee(name: string): string {
  const folded = name.normalize('NFKC').replace(/\s+/g, '')
  return folded.replace(ENDING, '') || folded
}
