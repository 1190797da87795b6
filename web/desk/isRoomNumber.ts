/**
 * Whether the word for a room belongs behind it: so with a number (`301-302`, `B101`), not with a name (`门卫室`, `商铺1`), nor
 * where the ledger has written it (`2单元301室`).
 */
export const isRoomNumber = (room: string): boolean => /^[A-Z]{0,2}\d(?!.*[\u5ba4\u623f\u6237]\s*$)/i.test(room.normalize('NFKC')) // 室房户
