/** Tokens of one GraphQL document: more than any screen needs, less than a parser bomb. */
export const MAX_DOCUMENT_TOKENS = 5000;

/** Levels of fields in each other. The deepest that screens ask for is a connection's nodes with their own lists: 7. */
export const MAX_QUERY_DEPTH = 12;

/** About as many fields in an answer, at a KiB each at most: a page of 100 submissions with their sources is a third of it. */
export const MAX_QUERY_COST = 20_000;

/** Characters of one document. Long values, such as sources, are sent as variables. */
export const MAX_DOCUMENT_CHARACTERS = 256 * 1024;

/** Root fields of one operation, fragments expanded: a screen asks for a handful. */
export const MAX_ROOT_FIELDS = 20;

/** Fields and fragments of one document, fragments expanded. The largest that a client generates is introspection: 260. */
export const MAX_SELECTIONS = 1000;

/** Aliases in one document, fragments expanded: generated clients rename a few fields, not dozens. */
export const MAX_ALIASES = 50;

/** Objects that `nodes` reads at once. */
export const MAX_NODES = 100;
