/** Returns what was done, in a few words. */
export function prepareJudgeParts(say?: (line: string) => void): Promise<string>;
