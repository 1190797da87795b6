export declare function matchesLock(root: string): boolean
