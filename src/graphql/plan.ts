/** What a selection of a document asks of a type, worked out once and used for every object of that type. */
import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { isDerivation } from "./derived.js";

export interface FieldPlan {
  /** Name in the response. */
  key: string;
  name: string;
  nodes: readonly FieldNode[];
  parentType: GraphQLObjectType;
  definition: GraphQLField<unknown, unknown>;
  /** Undefined: the property of the object with the field's name. */
  resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  /** The object alone gives its value. */
  isDerived: boolean;
  type: TypePlan;
}

export interface TypePlan {
  nonNull: boolean;
  type: GraphQLOutputType;
  /** One of these three is set. */
  leaf?: GraphQLLeafType;
  item?: TypePlan;
  object?: GraphQLObjectType;
  abstract?: GraphQLAbstractType;
  /** The fields of an object of this type. */
  selectionOf(type: GraphQLObjectType): Selection;
}

export interface Selection {
  type: GraphQLObjectType;
  fields: readonly FieldPlan[];
  /** Makes an empty result. Results of one selection share their shape, and inherit no property that an alias could meet. */
  Result: new () => Record<string, unknown>;
}

export interface PlanSource {
  schema: GraphQLSchema;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  operation: OperationDefinitionNode;
  /** For the conditions of @skip and @include. */
  variables: Record<string, unknown>;
}

/** Plans of inner selections are made when the first object needs them. */
export function planSelection(source: PlanSource, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): Selection {
  const nodes = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  for (const { selections } of sets) collect(source, type, selections, nodes, seen);
  const fields = [...nodes].flatMap(([key, same]) => {
    const definition = definitionOf(source.schema, type, same[0]!.name.value);
    return definition ? [planField(source, type, definition, key, same)] : [];
  });
  const Result = function () {} as unknown as Selection["Result"];
  Result.prototype = Object.create(null) as object;
  return { type, fields, Result };
}

function planField(
  source: PlanSource,
  parentType: GraphQLObjectType,
  definition: GraphQLField<unknown, unknown>,
  key: string,
  nodes: readonly FieldNode[],
): FieldPlan {
  const { name, type } = definition;
  const resolve = definition === TypeNameMetaFieldDef ? () => parentType.name : definition.resolve;
  const isDerived = !definition.resolve || definition === TypeNameMetaFieldDef || isDerivation(definition.resolve);
  return { key, name, nodes, parentType, definition, resolve, isDerived, type: planType(source, type, nodes) };
}

function planType(source: PlanSource, given: GraphQLOutputType, nodes: readonly FieldNode[]): TypePlan {
  const nonNull = isNonNullType(given);
  const type = isNonNullType(given) ? given.ofType : given;
  const selections = new Map<GraphQLObjectType, Selection>();
  const selectionOf = (object: GraphQLObjectType) => {
    const known = selections.get(object);
    if (known) return known;
    const made = planSelection(
      source,
      object,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
    selections.set(object, made);
    return made;
  };
  const plan = { nonNull, type: given, selectionOf };
  if (isLeafType(type)) return { ...plan, leaf: type };
  if (isListType(type)) return { ...plan, item: planType(source, type.ofType as GraphQLOutputType, nodes) };
  return isAbstractType(type) ? { ...plan, abstract: type } : { ...plan, object: type };
}

/** CollectFields() of the specification. */
function collect(
  source: PlanSource,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  nodes: Map<string, FieldNode[]>,
  seen: Set<string>,
): void {
  for (const selection of selections) {
    if (!isIncluded(source, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const same = nodes.get(key);
      if (same) same.push(selection);
      else nodes.set(key, [selection]);
      continue;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD && seen.has(selection.name.value)) continue;
    if (selection.kind === Kind.FRAGMENT_SPREAD) seen.add(selection.name.value);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? source.fragments[selection.name.value] : selection;
    if (fragment && applies(source, fragment.typeCondition?.name.value, type)) {
      collect(source, type, fragment.selectionSet.selections, nodes, seen);
    }
  }
}

function isIncluded({ variables }: PlanSource, node: SelectionNode): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

function applies({ schema }: PlanSource, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isCompositeType(wanted) && isAbstractType(wanted) && schema.isSubType(wanted, type);
}

function definitionOf(schema: GraphQLSchema, type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (name === SchemaMetaFieldDef.name && type === schema.getQueryType()) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name && type === schema.getQueryType()) return TypeMetaFieldDef;
  return type.getFields()[name];
}
