export interface JudgeManifest {
  hash: string;
  versions: Record<"python" | "node" | "typescript" | "gcc" | "java" | "go", string>;
}
export const DEFAULT_HOME: string;
/** Compiles launcher and runner into a folder. `weaken` is for tests: a build whose defences can be switched off. */
export function compileNative(folder: string, options?: { weaken?: boolean }): Promise<void>;
/** Makes the judge's home, or finds it as it should be. Needs root. */
export function setUpJudge(options?: {
  home?: string;
  node?: string;
  say?: (line: string) => void;
}): Promise<{ changed: boolean; manifest: JudgeManifest }>;
