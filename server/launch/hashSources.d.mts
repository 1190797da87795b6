export declare const BUILD_SOURCES: string[]
export declare function hashSources(root: string, entries?: string[]): string
