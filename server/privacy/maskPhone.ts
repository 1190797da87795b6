/** A phone number as everybody may see it: `138****1234`; of a short one only the last two digits. */
export function maskPhone(phone: string): string {
  if (phone === '') return ''
  return phone.length >= 9 ? `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}` : `****${phone.length > 4 ? phone.slice(-2) : ''}`
}
