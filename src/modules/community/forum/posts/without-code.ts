const CODE = /(```|~~~)[\s\S]*?(?:\1|$)|`[^`\n]*`/g;

/** Markdown with a space in place of each piece of code. */
export const withoutCode = (text: string): string => text.replace(CODE, " ");
