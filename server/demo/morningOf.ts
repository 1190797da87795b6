/** The moment at which a demo day stands before anything is played, epoch ms. */
export const morningOf = (baseDay: string): number => Date.parse(`${baseDay}T05:45:00+08:00`)
