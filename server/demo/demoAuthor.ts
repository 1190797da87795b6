/** What the demo writes is written in this name, and only that is taken back when its day begins again. */
export const DEMO_AUTHOR = 'demo'
