/** Limits of a document, computed from its text before execution. */
import {
  GraphQLError,
  Kind,
  type ASTNode,
  type DocumentNode,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { AppError } from "../kernel/errors.js";
import { measure } from "./document-size.js";
import { MAX_ALIASES, MAX_QUERY_COST, MAX_QUERY_DEPTH, MAX_ROOT_FIELDS, MAX_SELECTIONS } from "./limits.js";

/**
 * Refuses operations that are too deep, too wide or too expensive. A field costs 1 plus the cost of its selection, multiplied by the
 * page size for a connection and by ITEMS_OF_A_LIST for another list. A page size in a variable counts as the maximum, so the result
 * depends only on the document and can be cached.
 *
 * Root fields and aliases are limited too: they can repeat a field any number of times in one request, such as `login` with many
 * passwords. Repeated fragments count each time. The check takes linear time in the document's length, so it runs before all slower
 * rules (prepared-documents.ts).
 */
export const complexityRule: ValidationRule = (context) => ({
  Document() {
    const document = context.getDocument();
    const { ofOperation, ofFragment } = measure(context);
    let [selections, aliases] = [0, 0];
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) selections = Math.max(selections, ofFragment(definition).selections);
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const size = ofOperation(definition);
      rememberCost(document, definition, size.cost);
      if (size.depth > MAX_QUERY_DEPTH) refuse(context, definition, "levels deep", MAX_QUERY_DEPTH, size.depth);
      if (size.cost > MAX_QUERY_COST) refuse(context, definition, "in cost", MAX_QUERY_COST, size.cost);
      if (size.fields > MAX_ROOT_FIELDS) refuseMany(context, "root fields", MAX_ROOT_FIELDS, size.fields);
      selections += size.selections;
      aliases += size.aliases;
    }
    if (selections > MAX_SELECTIONS) refuseMany(context, "fields and fragments", MAX_SELECTIONS, selections);
    if (aliases > MAX_ALIASES) refuseMany(context, "aliases", MAX_ALIASES, aliases);
    return false;
  },
});

const costs = new WeakMap<DocumentNode, Map<string, number>>();

function rememberCost(document: DocumentNode, { name }: OperationDefinitionNode, cost: number): void {
  const known = costs.get(document) ?? new Map<string, number>();
  costs.set(document, known);
  known.set(name?.value ?? "", cost);
}

/** Cost of an operation in a document that complexityRule has checked. */
export function costOf(document: DocumentNode, operation: OperationDefinitionNode): number {
  return costs.get(document)?.get(operation.name?.value ?? "") ?? 0;
}

function refuse(context: ValidationContext, node: ASTNode, unit: string, limit: number, size: number): void {
  const actual = Math.min(size, Number.MAX_SAFE_INTEGER);
  const message = `The operation is ${actual} ${unit}, and at most ${limit} is allowed. Select fewer fields, or request smaller pages.`;
  const originalError = new AppError("QUERY_TOO_COMPLEX", message, { limit, actual });
  context.reportError(new GraphQLError(message, { nodes: node, originalError }));
}

function refuseMany(context: ValidationContext, what: string, limit: number, size: number): void {
  const actual = Math.min(size, Number.MAX_SAFE_INTEGER);
  const message = `The document has ${actual} ${what}, and at most ${limit} are allowed. Send several requests.`;
  const originalError = new AppError("QUERY_TOO_COMPLEX", message, { limit, actual });
  context.reportError(new GraphQLError(message, { originalError }));
}
