/** What a document may ask for at most, told from its text alone, before anything of it is executed. */
import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { AppError } from "../kernel/errors.js";
import { MAX_QUERY_COST, MAX_QUERY_DEPTH } from "./limits.js";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "./pagination.js";

/** Where a field costs other than 1, or its list has other than ITEMS_OF_A_LIST items. */
export interface FieldCost {
  /** About one for each KiB that it may answer. */
  weight?: number;
  items?: number;
}

const ITEMS_OF_A_LIST = 10;

interface Size {
  depth: number;
  cost: number;
}

const NOTHING: Size = { depth: 0, cost: 0 };

/** Notes the costs, named as `Type.field`, at the schema's fields. Throws for a field that is not there. Changes the schema in place. */
export function installCosts(schema: GraphQLSchema, costs: Readonly<Record<string, FieldCost>>): void {
  for (const [path, cost] of Object.entries(costs)) {
    const [typeName = "", fieldName = ""] = path.split(".");
    const type = schema.getType(typeName);
    const field = isObjectType(type) && type.getFields()[fieldName];
    if (!field) throw new Error(`There is no field ${path} to have a cost.`);
    field.extensions = { ...field.extensions, cost };
  }
}

/**
 * Refuses operations that are too deep or would cost too much. A field costs 1 and what its selection costs, that times the
 * page's size for a connection and times ITEMS_OF_A_LIST for another list. A page's size in a variable counts as the
 * greatest, so that the answer depends on the document alone and may be kept. Introspection is free.
 */
export const complexityRule: ValidationRule = (context) => ({
  Document() {
    const sizeOf = measure(context);
    for (const definition of context.getDocument().definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const { depth, cost } = sizeOf(definition);
      rememberCost(context.getDocument(), definition, cost);
      if (depth > MAX_QUERY_DEPTH) refuse(context, definition, "levels deep", MAX_QUERY_DEPTH, depth);
      if (cost > MAX_QUERY_COST) refuse(context, definition, "in cost", MAX_QUERY_COST, cost);
    }
    return false;
  },
});

const costs = new WeakMap<DocumentNode, Map<string, number>>();

function rememberCost(document: DocumentNode, { name }: OperationDefinitionNode, cost: number): void {
  const known = costs.get(document) ?? new Map<string, number>();
  costs.set(document, known);
  known.set(name?.value ?? "", cost);
}

/** What an operation of a document that complexityRule has let pass costs. */
export function costOf(document: DocumentNode, operation: OperationDefinitionNode): number {
  return costs.get(document)?.get(operation.name?.value ?? "") ?? 0;
}

function refuse(context: ValidationContext, node: ASTNode, unit: string, limit: number, size: number): void {
  const actual = Math.min(size, Number.MAX_SAFE_INTEGER);
  const message = `The operation is ${actual} ${unit}, and at most ${limit} is allowed. Ask for less at once, or for smaller pages.`;
  const originalError = new AppError("QUERY_TOO_COMPLEX", message, { limit, actual });
  context.reportError(new GraphQLError(message, { nodes: node, originalError }));
}

function measure(context: ValidationContext): (operation: OperationDefinitionNode) => Size {
  const schema = context.getSchema();
  // Each fragment is measured once, however often it is spread; one that is being measured spreads itself, which another rule refuses.
  const fragments = new Map<string, Size>();

  function ofSelections(set: SelectionSetNode, parent: GraphQLNamedType | undefined | null): Size {
    let [depth, cost] = [0, 0];
    for (const selection of set.selections) {
      const size =
        selection.kind === Kind.FIELD
          ? ofField(selection, parent)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? ofFragment(context.getFragment(selection.name.value))
            : ofSelections(selection.selectionSet, selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent);
      depth = Math.max(depth, size.depth);
      cost += size.cost;
    }
    return { depth, cost };
  }

  function ofFragment(fragment: FragmentDefinitionNode | undefined | null): Size {
    if (!fragment) return NOTHING;
    const name = fragment.name.value;
    const known = fragments.get(name);
    if (known) return known;
    fragments.set(name, NOTHING);
    const size = ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    fragments.set(name, size);
    return size;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined | null): Size {
    if (node.name.value.startsWith("__")) return NOTHING;
    const field = isCompositeType(parent) && "getFields" in parent ? parent.getFields()[node.name.value] : undefined;
    const { weight = 1, items } = (field?.extensions.cost ?? {}) as FieldCost;
    if (!node.selectionSet) return { depth: 1, cost: weight };
    const inner = ofSelections(node.selectionSet, field && getNamedType(field.type));
    return { depth: 1 + inner.depth, cost: weight + (items ?? itemsOf(node, field)) * inner.cost };
  }

  return (operation) => ofSelections(operation.selectionSet, schema.getRootType(operation.operation));
}

function itemsOf(node: FieldNode, field: GraphQLField<unknown, unknown> | undefined): number {
  if (!field) return 1;
  if (field.args.some(({ name }) => name === "first")) return pageSizeOf(node);
  // The edges of a connection, which has multiplied already.
  if (field.name === "edges") return 1;
  return isListType(getNullableType(field.type)) ? ITEMS_OF_A_LIST : 1;
}

function pageSizeOf(node: FieldNode): number {
  const sizes = (node.arguments ?? []).flatMap(({ name, value }) => {
    if (name.value !== "first" && name.value !== "last") return [];
    if (value.kind === Kind.NULL) return [];
    return [value.kind === Kind.INT ? Math.min(Math.max(Number(value.value), 1), MAX_PAGE_SIZE) : MAX_PAGE_SIZE];
  });
  return sizes.length > 0 ? Math.max(...sizes) : DEFAULT_PAGE_SIZE;
}
