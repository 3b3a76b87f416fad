export function judgeHome(): string;
