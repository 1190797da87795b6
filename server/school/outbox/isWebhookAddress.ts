import { isLoopbackName } from '../../auth/isLoopbackName.ts'

/** Whether something may be posted there: https, or http on this machine itself, since names of pupils go out; no name or password in it, since it is shown. */
export function isWebhookAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, username, password, hostname } = new URL(address)
  return username === '' && password === '' && hostname !== '' && (protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname)))
}
