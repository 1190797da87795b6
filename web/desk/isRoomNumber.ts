/** Whether a room is a number (`301-302`, `B101`), to which the word for a room belongs, and not a name (`门卫室`, `商铺1`). */
export const isRoomNumber = (room: string): boolean => /^[A-Z]{0,2}\d/i.test(room.normalize('NFKC'))
