/** From here on a temperature is told in words and weight, not only as a number; the line that school gates draw, in degrees Celsius. */
export const FEVER_CELSIUS = 37.3
