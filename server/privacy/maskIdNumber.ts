/** An identity number as everybody may see it: its last four: `**************007X`. */
export const maskIdNumber = (idNumber: string): string => (idNumber.length <= 8 ? '*'.repeat(idNumber.length) : '*'.repeat(idNumber.length - 4) + idNumber.slice(-4))
