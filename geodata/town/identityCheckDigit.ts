const CHECK_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/** Of the first 17 digits, after GB 11643-1999. */
export function identityCheckDigit(digits: string): string {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += (digits.charCodeAt(at) - 48) * CHECK_WEIGHTS[at]
  return CHECK_DIGITS[sum % 11]
}
