export declare function missingCompilerTools(environment?: Record<string, string | undefined>): string[]
