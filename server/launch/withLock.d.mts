export declare function withLock<Result>(file: string, work: () => Promise<Result>, onWait?: () => void): Promise<Result>
