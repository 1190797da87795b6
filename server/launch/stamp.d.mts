export declare function readStamp(file: string): Record<string, unknown> | null
export declare function writeStamp(file: string, stamp: Record<string, unknown>): void
