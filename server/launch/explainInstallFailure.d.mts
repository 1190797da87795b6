export declare function explainInstallFailure(failure: { output: string; code: number; missingTools: string[]; registry: string }): string
