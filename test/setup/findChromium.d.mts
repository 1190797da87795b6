export declare function findChromium(environment?: Record<string, string | undefined>): string | null
