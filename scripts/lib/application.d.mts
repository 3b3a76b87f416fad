export function runProgram(name: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<string>;
