/** What a topic of ours says, `liuse/<campus>/<device>/readings|heartbeat`; null for any other. */
export function readTopic(topic: string): { campus: string; device: string; what: 'readings' | 'heartbeat' } | null {
  const match = /^liuse\/(c[0-9a-z]{1,8})\/(g[0-9a-z]{1,8})\/(readings|heartbeat)$/.exec(topic)
  return match ? { campus: match[1], device: match[2], what: match[3] as 'readings' | 'heartbeat' } : null
}
