import type { StatusDescription } from '../../server/protocol/entities.ts'

/** A status as a CSS background: its colour with its hatch over it. `ink` is the hatch's colour, `pitch` its period as a CSS length. */
export function hatchBackground(color: string, hatch: StatusDescription['hatch'], ink: string, pitch = '0.3rem'): string {
  const stripes = (angle: number): string => `repeating-linear-gradient(${angle}deg, ${ink} 0 calc(${pitch} * 0.36), transparent calc(${pitch} * 0.36) ${pitch})`
  switch (hatch) {
    case 'none': return color
    case 'diagonal': return `${stripes(45)}, ${color}`
    case 'cross': return `${stripes(45)}, ${stripes(-45)}, ${color}`
    case 'horizontal': return `${stripes(0)}, ${color}`
    case 'vertical': return `${stripes(90)}, ${color}`
    case 'dots': return `radial-gradient(circle, ${ink} 32%, transparent 36%) 0 0 / ${pitch} ${pitch}, ${color}`
  }
}
