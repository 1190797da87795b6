export declare function buildStampFile(root: string): string
export declare function buildStamp(root: string): { sources: string }
