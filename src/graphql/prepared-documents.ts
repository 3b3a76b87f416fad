import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema, type ValidationRule } from "graphql";
import type { ErrorCode } from "../kernel/errors.js";
import { MAX_DOCUMENT_TOKENS } from "./limits.js";

/** A document as it was parsed and checked, once for all who send the same text. Without problems it may be executed. */
export interface PreparedDocument {
  document: DocumentNode;
  problems: readonly GraphQLError[];
}

/** An application has some dozens of documents. Longer ones than this are rare, and prepared each time. */
const MOST_KEPT = 500;
const LONGEST_KEPT = 10_000;

/** Answers as Apollo Server would over HTTP. What was not asked for longest is forgotten first. */
export function createPreparedDocuments(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  { hideSuggestions }: { hideSuggestions: boolean },
): (text: string) => PreparedDocument {
  const check = (document: DocumentNode) => validate(schema, document, rules, { hideSuggestions });
  const kept = new Map<string, PreparedDocument>();
  return (text) => {
    const prepared = kept.get(text) ?? prepare(check, text);
    kept.delete(text);
    if (text.length <= LONGEST_KEPT) kept.set(text, prepared);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return prepared;
  };
}

const NOTHING: DocumentNode = { kind: "Document" as never, definitions: [] };

function prepare(check: (document: DocumentNode) => readonly GraphQLError[], text: string): PreparedDocument {
  try {
    const document = parse(text, { maxTokens: MAX_DOCUMENT_TOKENS });
    return { document, problems: check(document) };
  } catch (error) {
    const { message, source, positions } = error as GraphQLError;
    const extensions = { code: "GRAPHQL_PARSE_FAILED" satisfies ErrorCode };
    return { document: NOTHING, problems: [new GraphQLError(message, { source, positions, extensions })] };
  }
}
