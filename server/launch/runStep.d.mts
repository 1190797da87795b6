export declare function runStep(
  label: string,
  command: string,
  args: string[],
  options?: { cwd?: string; env?: Record<string, string | undefined>; quiet?: boolean; readLine?: (line: string, step: { detail: (text: string) => void; stop: () => void }) => void },
): Promise<{ code: number; output: string }>
