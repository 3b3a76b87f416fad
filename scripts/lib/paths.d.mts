export const COMPILE_CACHE: string;
export function judgeHome(): string;
