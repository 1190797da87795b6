const PLAIN = /^1\d{10}$/

/** A phone number as it is compared: digits only, without +86; '' when it can be none. Of several the first counts. */
export function normalizePhone(text: string): string {
  if (PLAIN.test(text)) return text
  const first = text.normalize('NFKC').split(/[/、;,]|\s{2,}/)[0]
  const digits = first.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '')
  return digits.length >= 5 && digits.length <= 20 ? digits : ''
}
