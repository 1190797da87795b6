export declare function installStampFile(root: string): string
export declare function installStamp(root: string): { packages: string; addons: string }
