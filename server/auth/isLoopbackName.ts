/** Whether an address or host name can only mean this machine: 127.x.x.x, ::1, localhost and names below it. */
export function isLoopbackName(name: string): boolean {
  const lower = name.toLowerCase().replace(/^\[|\]$/g, '')
  return lower === 'localhost' || lower.endsWith('.localhost') || lower === '::1' || /^127(\.\d{1,3}){3}$/.test(lower)
}
