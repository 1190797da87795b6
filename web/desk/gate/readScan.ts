/**
 * The number in what a card reader, a QR scanner or a person typed: `20200001`, `0004A2F1`, `liuse:20200001`, or the last
 * part of an address. '' when there is none, or it cannot be one.
 */
export function readScan(text: string): string {
  const plain = text.normalize('NFKC').trim()
  const last = /^(?:https?:\/\/|liuse:)/i.test(plain) ? plain.replace(/[?#].*$/, '').replace(/\/+$/, '').split(/[/:]/).at(-1) ?? '' : plain
  const number = last.replace(/[\s-]/g, '').toUpperCase()
  return /^[0-9A-Z]{1,40}$/.test(number) ? number : ''
}
