/** In whose name the log keeps what comes from the page behind a code: nobody's account. */
export const RESIDENT_AUTHOR = 'resident'
