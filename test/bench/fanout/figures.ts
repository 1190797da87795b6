export const SOCKETS = 500
export const CHANGES_A_TICK = 200
/** Half of a real tick, so that a run is short; what is compared is the work of one. */
export const TICK_MS = 50
