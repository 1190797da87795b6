export declare function readNpmOutput(now?: () => number): (line: string, step: { detail: (text: string) => void; stop: () => void }) => void
