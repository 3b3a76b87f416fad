/** Size of a document with its fragments expanded. Takes linear time in the document's length. */
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";
import { MAX_NODES } from "./limits.js";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "./pagination.js";

/** For a field whose cost is not 1, or whose list does not have ITEMS_OF_A_LIST items. */
export interface FieldCost {
  /** About one per KiB of its result. */
  weight?: number;
  items?: number;
  /** Largest page of a connection whose pages are larger than others'. */
  mostItems?: number;
}

const ITEMS_OF_A_LIST = 10;

/** Cost of an introspection field: a read from memory, without a database. */
const COST_OF_INTROSPECTION = 0.05;
/**
 * Average length of the lists of introspection types. `types` does not follow the schema: the query of tools costs half of what an operation
 * may cost, and must stay possible as the schema grows.
 */
const ITEMS_OF_INTROSPECTION: Readonly<Record<string, number>> = {
  ...{ types: 250, fields: 6, args: 2, inputFields: 3, enumValues: 3, directives: 6 },
};

interface Size {
  depth: number;
  cost: number;
  /** Including nested levels. */
  selections: number;
  aliases: number;
  /** Of this level only. */
  fields: number;
}

const NOTHING: Size = { depth: 0, cost: 0, selections: 0, aliases: 0, fields: 0 };

/** Attaches the costs, named as `Type.field`, to the schema's fields. Throws for an unknown field. Changes the schema in place. */
export function installCosts(schema: GraphQLSchema, costs: Readonly<Record<string, FieldCost>>): void {
  for (const [path, cost] of Object.entries(costs)) {
    const [typeName = "", fieldName = ""] = path.split(".");
    const type = schema.getType(typeName);
    const field = isObjectType(type) && type.getFields()[fieldName];
    if (!field) throw new Error(`A cost is declared for the unknown field ${path}.`);
    field.extensions = { ...field.extensions, cost };
  }
}

interface Measure {
  ofOperation(operation: OperationDefinitionNode): Size;
  ofFragment(fragment: FragmentDefinitionNode | undefined | null): Size;
}

export function measure(context: ValidationContext): Measure {
  const schema = context.getSchema();
  // Each fragment is measured once, however often it is spread. A fragment that spreads itself is refused by another rule.
  const fragments = new Map<string, Size>();

  function ofSelections(set: SelectionSetNode, parent: GraphQLNamedType | undefined | null): Size {
    const sum = { ...NOTHING };
    for (const selection of set.selections) {
      const isField = selection.kind === Kind.FIELD;
      const size = isField
        ? ofField(selection, parent)
        : selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(context.getFragment(selection.name.value))
          : ofSelections(selection.selectionSet, selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : parent);
      sum.depth = Math.max(sum.depth, size.depth);
      sum.cost += size.cost;
      sum.selections += size.selections + 1;
      sum.aliases += size.aliases + (isField && selection.alias ? 1 : 0);
      sum.fields += isField ? 1 : size.fields;
    }
    return sum;
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
    const name = node.name.value;
    const field = fieldOf(schema, parent, name);
    const { weight = 1, items, mostItems } = costsOf(parent, field);
    if (name === TypeNameMetaFieldDef.name) return NOTHING;
    if (!node.selectionSet) return { ...NOTHING, depth: 1, cost: weight };
    const { depth, cost, selections, aliases } = ofSelections(node.selectionSet, field && getNamedType(field.type));
    const total = weight + (items ?? itemsOf(node, field, parent, mostItems)) * cost;
    // Introspection queries of tools are deep, and all of their types are read from memory.
    if (field === SchemaMetaFieldDef || field === TypeMetaFieldDef) {
      return { depth: 0, cost: Math.ceil(total * COST_OF_INTROSPECTION), selections, aliases, fields: 0 };
    }
    return { depth: 1 + depth, cost: total, selections, aliases, fields: 0 };
  }

  return { ofOperation: (operation) => ofSelections(operation.selectionSet, schema.getRootType(operation.operation)), ofFragment };
}

/** Introspection starts at fields that are not part of the schema's own types. */
function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLNamedType | undefined | null,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (parent && parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return isCompositeType(parent) && "getFields" in parent ? parent.getFields()[name] : undefined;
}

function costsOf(parent: GraphQLNamedType | undefined | null, field: GraphQLField<unknown, unknown> | undefined): FieldCost {
  if (!field || !parent || !isIntrospectionType(parent)) return (field?.extensions.cost ?? {}) as FieldCost;
  return { items: ITEMS_OF_INTROSPECTION[field.name] ?? 1 };
}

const isConnection = (type: GraphQLNamedType | undefined | null) => type?.name.endsWith("Connection") ?? false;

function itemsOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown> | undefined,
  parent: GraphQLNamedType | undefined | null,
  mostItems = MAX_PAGE_SIZE,
): number {
  if (!field) return 1;
  if (field.args.some(({ name }) => name === "first")) return pageSizeOf(node, mostItems);
  if (field.args.some(({ name }) => name === "ids")) return idsIn(node);
  // The edges or nodes of a connection, which has already multiplied the cost.
  if (isConnection(parent) && (field.name === "edges" || field.name === "nodes")) return 1;
  return isListType(getNullableType(field.type)) ? ITEMS_OF_A_LIST : 1;
}

function pageSizeOf(node: FieldNode, most: number): number {
  const sizes = (node.arguments ?? []).flatMap(({ name, value }) => {
    if (name.value !== "first" && name.value !== "last") return [];
    if (value.kind === Kind.NULL) return [];
    return [value.kind === Kind.INT ? Math.min(Math.max(Number(value.value), 1), most) : most];
  });
  return sizes.length > 0 ? Math.max(...sizes) : DEFAULT_PAGE_SIZE;
}

function idsIn(node: FieldNode): number {
  const value = node.arguments?.find(({ name }) => name.value === "ids")?.value;
  return value?.kind === Kind.LIST ? Math.min(value.values.length, MAX_NODES) : MAX_NODES;
}
