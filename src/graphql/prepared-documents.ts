import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema, type ValidationRule } from "graphql";
import { AppError, type ErrorCode } from "../kernel/errors.js";
import { complexityRule } from "./complexity.js";
import { MAX_DOCUMENT_CHARACTERS, MAX_DOCUMENT_TOKENS } from "./limits.js";

/** A parsed and validated document, shared by all clients that send the same text. It may be executed if it has no problems. */
export interface PreparedDocument {
  document: DocumentNode;
  problems: readonly GraphQLError[];
  /** The problem is an exceeded limit: slower rules were skipped. */
  exceeds?: AppError;
}

/** An application has a few dozen documents. Longer ones than this are rare, and are prepared each time. */
const MOST_KEPT = 500;
const LONGEST_KEPT = 10_000;
/** A document takes about 100 times its characters in memory, its plans included. */
const MOST_CHARACTERS_KEPT = 1_000_000;

export type PrepareDocument = (text: string) => PreparedDocument;

/** Reports problems as Apollo Server does over HTTP. Evicts the least recently used document. */
export function createPreparedDocuments(
  schema: GraphQLSchema,
  rules: readonly ValidationRule[],
  { hideSuggestions }: { hideSuggestions: boolean },
): PrepareDocument {
  const check = (document: DocumentNode) => validate(schema, document, rules, { hideSuggestions });
  const exceeding = (document: DocumentNode) => validate(schema, document, [complexityRule]);
  const kept = new Map<string, PreparedDocument>();
  let characters = 0;
  const drop = (text: string) => {
    if (kept.delete(text)) characters -= text.length;
  };
  return (text) => {
    const prepared = kept.get(text) ?? prepare({ exceeding, check }, text);
    drop(text);
    if (text.length > LONGEST_KEPT) return prepared;
    kept.set(text, prepared);
    characters += text.length;
    while (kept.size > MOST_KEPT || characters > MOST_CHARACTERS_KEPT) drop(kept.keys().next().value!);
    return prepared;
  };
}

const NOTHING: DocumentNode = { kind: "Document" as never, definitions: [] };

interface Checks {
  exceeding(document: DocumentNode): readonly GraphQLError[];
  check(document: DocumentNode): readonly GraphQLError[];
}

function prepare({ exceeding, check }: Checks, text: string): PreparedDocument {
  if (text.length > MAX_DOCUMENT_CHARACTERS) return tooLong(text.length);
  try {
    const document = parse(text, { maxTokens: MAX_DOCUMENT_TOKENS });
    // First, as other rules take more than linear time.
    const problems = exceeding(document);
    const [first] = problems;
    return first ? { document, problems, exceeds: first.originalError as AppError } : { document, problems: check(document) };
  } catch (error) {
    // The parser is recursive: "Maximum call stack size exceeded".
    if (!(error instanceof GraphQLError)) return refused("The document is nested too deeply. Send long lists and objects as variables.");
    const { message, source, positions } = error as GraphQLError;
    const extensions = { code: "GRAPHQL_PARSE_FAILED" satisfies ErrorCode };
    return { document: NOTHING, problems: [new GraphQLError(message, { source, positions, extensions })] };
  }
}

function tooLong(actual: number): PreparedDocument {
  const limit = MAX_DOCUMENT_CHARACTERS;
  const message = `The document has ${actual} characters, and at most ${limit} are allowed. Send long values as variables.`;
  return refused(message, { limit, actual });
}

function refused(message: string, facts: { limit?: number; actual?: number } = {}): PreparedDocument {
  const exceeds = new AppError("QUERY_TOO_COMPLEX", message, facts);
  return { document: NOTHING, problems: [new GraphQLError(message, { originalError: exceeds })], exceeds };
}
