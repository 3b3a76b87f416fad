export function isRoot(): boolean;
/** The words to put before a command that needs root; undefined when this user cannot become root. */
export function rootPrefix(): Promise<string[] | undefined>;
