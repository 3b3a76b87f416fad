import {
  getVariableValues,
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { planSelection, type Selection } from "./plan.js";

export interface OperationPlan {
  schema: GraphQLSchema;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  operation: OperationDefinitionNode;
  root: Selection;
}

interface Kept {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Variables in the conditions of @skip and @include. */
  conditions: readonly string[];
  /** Values of these variables. */
  values?: string;
  plan?: OperationPlan;
}

/** Of each operation, from the second execution of its document on: most documents of an attack are sent once. */
const kept = new WeakMap<DocumentNode, Map<string | null, Kept>>();

/** The plan of an operation and its variables, or the errors that prevent its execution. */
export function planOf({
  schema,
  document,
  operationName,
  variableValues,
}: ExecutionArgs): { plan: OperationPlan; variables: Record<string, unknown> } | { errors: readonly GraphQLError[]; data?: null } {
  const ofDocument = kept.get(document);
  const name = operationName ?? null;
  const known = ofDocument?.get(name);
  const current = known?.schema === schema ? known : read(schema, document, operationName);
  if ("errors" in current) return current;
  const { operation, fragments, conditions } = current;
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, { maxErrors: 50 });
  if (errors) return { errors };

  const values = JSON.stringify(conditions.map((condition) => coerced[condition]));
  let { plan } = current;
  if (!plan || current.values !== values) {
    const type = schema.getRootType(operation.operation);
    if (!type) return { errors: [new GraphQLError(`Schema is not configured to execute ${operation.operation} operation.`)] };
    try {
      const root = planSelection({ schema, fragments, operation, variables: coerced }, type, [operation.selectionSet]);
      plan = { schema, fragments, operation, root };
    } catch (error) {
      // A condition is null.
      return { errors: [error as GraphQLError], data: null };
    }
  }
  if (ofDocument) ofDocument.set(name, { ...current, values, plan });
  else kept.set(document, new Map());
  return { plan, variables: coerced };
}

function read(schema: GraphQLSchema, document: DocumentNode, name: string | null | undefined): Kept | { errors: readonly GraphQLError[] } {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation, another] = name == null ? operations : operations.filter((one) => one.name?.value === name);
  if (!operation) {
    return { errors: [new GraphQLError(name == null ? "Must provide an operation." : `Unknown operation named "${name}".`)] };
  }
  if (another && name == null) {
    return { errors: [new GraphQLError("Must provide operation name if query contains multiple operations.")] };
  }
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  return {
    schema,
    operation,
    fragments: Object.fromEntries(fragments.map((one) => [one.name.value, one])),
    conditions: conditionsIn(document),
  };
}

function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      for (const { value } of node.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
