/** Checks variables against their types before an operation runs: the same response over HTTP and WebSocket. */
import {
  getNullableType,
  GraphQLNonNull,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isSpecifiedScalarType,
  Kind,
  typeFromAST,
  TypeInfo,
  ValidationContext,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { fieldErrors, MOST_PROBLEMS } from "../kernel/errors.js";
import type { FieldProblem } from "../kernel/field-codes.js";
import { MAX_LIST_ITEMS } from "./limits.js";

type Variables = Readonly<Record<string, unknown>>;

/** Throws BAD_USER_INPUT that names every problem by the path of the argument that uses the variable. */
export function checkVariables(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, given: Variables): void {
  const faulty = (operation.variableDefinitions ?? []).flatMap(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node as never) as GraphQLInputType | undefined;
    const name = variable.name.value;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!type || !isInputType(type) || (value === undefined && (defaultValue || !isNonNullType(type)))) return [];
    const isNeeded = value === null && defaultValue !== undefined && mayNotBeNull(schema, document, operation, name);
    const problems = [...faultsOf(value, isNeeded ? new GraphQLNonNull(getNullableType(type)) : type, "").take(MOST_PROBLEMS)];
    return problems.length > 0 ? [{ name, problems }] : [];
  });
  if (faulty.length === 0) return;
  const paths = pathsOfVariables(document);
  throw fieldErrors(
    faulty.flatMap(({ name, problems }) =>
      problems.map((problem) => ({ ...problem, field: `${paths.get(name) ?? name}${problem.field}` })),
    ),
  );
}

/** A variable with a default may have a nullable type where null is refused. */
function mayNotBeNull(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, name: string): boolean {
  const usages = new ValidationContext(schema, document, new TypeInfo(schema), () => undefined).getRecursiveVariableUsages(operation);
  return usages.some(({ node, type }) => node.name.value === name && isNonNullType(type));
}

/** Maps each variable to the path of the first argument that uses it. */
function pathsOfVariables(document: DocumentNode): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable({ name }, _key, parent, _path, ancestors) {
      const around = [...ancestors, parent].filter((ancestor): ancestor is ASTNode => ancestor !== undefined && !Array.isArray(ancestor));
      const named = around.flatMap((node) => (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : []));
      const inDirective = around.some(({ kind }) => kind === Kind.DIRECTIVE);
      if (!inDirective && named.length > 0 && !paths.has(name.value)) paths.set(name.value, named.join("."));
    },
  });
  return paths;
}

function* faultsOf(value: unknown, type: GraphQLInputType, field: string): Generator<FieldProblem> {
  if (value === null || value === undefined) {
    if (isNonNullType(type)) yield { field, code: "REQUIRED", message: "A value is required." };
    return;
  }
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const inner = nullable.ofType as GraphQLInputType;
    if (!Array.isArray(value)) yield* faultsOf(value, inner, field);
    else if (value.length > MAX_LIST_ITEMS) yield tooMany(value.length, field);
    else for (const [index, item] of value.entries()) yield* faultsOf(item, inner, `${field}.${index}`);
  } else if (isInputObjectType(nullable)) {
    if (typeof value !== "object" || Array.isArray(value)) {
      yield { field, code: "INVALID_TYPE", message: "An object is required." };
      return;
    }
    const fields = nullable.getFields();
    for (const [name, inner] of Object.entries(fields)) {
      const given = (value as Variables)[name];
      if (given !== undefined || isRequiredInputField(inner)) yield* faultsOf(given, inner.type, `${field}.${name}`);
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name))
        yield { field: `${field}.${name}`, code: "UNKNOWN_FIELD", message: "There is no field of this name." };
    }
  } else if (isLeafType(nullable) && !fits(value, nullable)) yield { field, ...misfit(value, nullable) };
}

function tooMany(actual: number, field: string): FieldProblem {
  const message = `Give at most ${MAX_LIST_ITEMS} items; there are ${actual}.`;
  return { field, code: "TOO_MANY", message, maximum: MAX_LIST_ITEMS, actual };
}

function fits(value: unknown, type: GraphQLLeafType): boolean {
  try {
    return type.parseValue(value) !== undefined;
  } catch {
    return false;
  }
}

const WANTED: Readonly<Record<string, string>> = {
  String: "A string is required.",
  ID: "An id is required.",
  Int: "A 32-bit integer is required.",
  Float: "A number is required.",
  Boolean: "true or false is required.",
};

function misfit(value: unknown, type: GraphQLLeafType): Omit<FieldProblem, "field"> {
  if (isSpecifiedScalarType(type)) return { code: "INVALID_TYPE", message: WANTED[type.name]! };
  if ("getValues" in type) return { code: "UNKNOWN_VALUE", message: `This is not a value of ${type.name}.` };
  if (typeof value !== "string") return { code: "INVALID_TYPE", message: `A value of type ${type.name} is required.` };
  return { code: "INVALID_FORMAT", message: `This is not a valid ${type.name}.` };
}
