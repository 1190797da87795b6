/** Lines of work have no colour of their own: status colours would claim a meaning. Lightness alone tells them apart. */
export const WORK_TONES_ON_DARK = ['#dbe4f3', '#8fa6cf', '#5a72a3', '#3f5280']
export const WORK_TONES_ON_LIGHT = ['#1f2f4d', '#5a72a3', '#9db0d3', '#c6d2e8']
