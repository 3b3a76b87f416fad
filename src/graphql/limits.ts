/** Tokens of one GraphQL document: more than any screen needs, less than a parser bomb. */
export const MAX_DOCUMENT_TOKENS = 5000;
