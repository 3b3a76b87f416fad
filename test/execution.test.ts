/** Our executor answers as graphql-js does: every operation of the tests, with resolvers that answer, fail, wait and return null at will. */
import { describe, expect, it } from "@jest/globals";
import {
  execute as reference,
  type GraphQLError,
  getIntrospectionQuery,
  getVariableValues,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  Kind,
  parse,
  responsePathAsArray,
  typeFromAST,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "../src/app/graphql/schema.js";
import { complexityRule } from "../src/graphql/complexity.js";
import { execute } from "../src/graphql/execute.js";
import { readsEventOnly } from "../src/graphql/subscribe.js";
import * as generated from "./support/generated.js";
import { proven } from "./support/proofs.js";

const LEAVES: Readonly<Record<string, unknown>> = {
  ...{ ID: "id-1", String: "text", Int: 3, Float: 0.5, Boolean: true, JSON: { any: [1] }, JSONObject: { a: 1 } },
  ...{ Date: new Date("2026-01-02"), DateTime: new Date("2026-01-02T03:04:05Z"), URL: new URL("https://codequest.example/a") },
  EmailAddress: "a@codequest.example",
};

const INPUTS: Readonly<Record<string, unknown>> = {
  ...LEAVES,
  ...{
    Date: "2026-01-02",
    DateTime: "2026-01-02T03:04:05Z",
    URL: "https://codequest.example/a",
    ID: "019b0000-0000-7000-8000-000000000001",
  },
};

/** A number from 0 to 999 that depends on the text only. */
function chance(text: string): number {
  let hash = 17;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x5bd1e995) ^ (hash >>> 13);
  return (hash >>> 0) % 1000;
}

/** Even seeds answer at once, odd ones after a while too. */
const waiting = (place: string) => Number.parseInt(place, 10) % 2 === 1;

/** A value of the type: right, null, an error, of another type, or a promise of one of these. Depends on the place only. */
function valueAt(type: GraphQLOutputType, place: string, schema: GraphQLSchema, isItem = false): unknown {
  const kind = chance(place);
  const value = () => {
    if (kind < 25) throw new Error(`failed at ${place}`);
    if (kind < 50) return new Error(`error at ${place}`);
    if (kind < 75) return null;
    if (kind < 90) return Symbol.for("of no type");
    return rightValue(isNonNullType(type) ? type.ofType : type, place, schema);
  };
  const waits = waiting(place) ? chance(`waits ${place}`) : 1000;
  if (waits < 300) return new Promise((resolve) => setImmediate(resolve)).then(value);
  // graphql-js leaves a promise in a list unhandled where another item fails at once.
  if (waits < 500 || (isItem && waits < 1000)) return Promise.resolve().then(value);
  // An item that throws would fail its list.
  return isItem && kind < 25 ? new Error(`failed at ${place}`) : value();
}

function rightValue(type: GraphQLOutputType, place: string, schema: GraphQLSchema): unknown {
  if (isListType(type)) return [0, 1].map((index) => valueAt(type.ofType as GraphQLOutputType, `${place}/${index}`, schema, true));
  if (isEnumType(type)) return type.getValues()[0]!.value;
  if (isAbstractType(type)) {
    const types = schema.getPossibleTypes(type);
    return { __typename: types[chance(`type ${place}`) % types.length]!.name };
  }
  return isObjectType(type) ? {} : LEAVES[(type as { name: string }).name];
}

function withFakeResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (_source, args, context: { seed: number }, info: GraphQLResolveInfo) => {
        const place = `${context.seed} ${responsePathAsArray(info.path).join("/")} ${JSON.stringify(args)} ${info.parentType.name}.${info.fieldName}`;
        return valueAt(info.returnType, place, info.schema);
      };
    }
  }
  return schema;
}

function inputFor(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return inputFor(type.ofType as GraphQLInputType);
  if (isListType(type)) return [inputFor(type.ofType as GraphQLInputType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return INPUTS[type.name];
  const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || chance(field.name) < 200);
  return Object.fromEntries(fields.map((field) => [field.name, inputFor(field.type)]));
}

function variablesFor(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, seed: number): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, type: node }) => {
      const type = typeFromAST(schema, node as never) as GraphQLInputType;
      return [variable.name.value, /^Boolean!?$/.test(String(type)) ? seed % 2 === 0 : inputFor(type)];
    }),
  );
}

const textOf = (error: GraphQLError) => JSON.stringify({ ...error.toJSON(), cause: error.originalError?.message });

function comparable({ data, errors = [] }: ExecutionResult): object {
  return { data: JSON.stringify(data), errors: errors.map(textOf) };
}

/** Errors that come at different times have no order, and which of those below one null is reported is a matter of time. */
function comparableInAnyOrder({ data, errors = [] }: ExecutionResult): object {
  const texts = errors.map((error) => {
    const path = error.path ?? [];
    let at: unknown = data;
    let depth = 0;
    while (at !== null && depth < path.length) at = (at as Record<string | number, unknown>)[path[depth++]!];
    return depth === path.length ? textOf(error) : `below ${path.slice(0, depth).join("/")}`;
  });
  return { data: JSON.stringify(data), errors: [...new Set(texts)].sort() };
}

const schema = withFakeResolvers(buildSchema());
const folder = join(import.meta.dirname, "e2e", "operations");
const FRAGMENTS = `
  query A($yes: Boolean!, $no: Boolean = false) {
    viewer: me { ...P @include(if: $yes) username @skip(if: $no) __typename }
    nodes(ids: []) { __typename id ... on Problem { title topics { ...T @skip(if: $yes) name } } ... on Node { again: id } ...P }
    __type(name: "Problem") { name kind fields { name } }
    __proto__: me { constructor: username __proto__: id }
  }
  fragment P on User { id username ... @skip(if: $no) { displayName } }
  fragment T on Topic { id slug }`;
const TEXTS = [...readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")), FRAGMENTS, getIntrospectionQuery()];
const fragments = TEXTS.flatMap((text) => parse(text).definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION));

/** Each operation with all fragments, as the texts share them. */
const documents: [string, DocumentNode][] = TEXTS.flatMap((text) =>
  parse(text).definitions.flatMap((one): [string, DocumentNode][] =>
    one.kind === Kind.OPERATION_DEFINITION ? [[one.name!.value, { kind: Kind.DOCUMENT, definitions: [one, ...fragments] }]] : [],
  ),
);

/** An even and an odd seed for each operation, in turn; `npm run test:long` takes all for each. */
const SEEDS = [0, 1, 2, 3, 4, 5];
const seedsOf = (document: DocumentNode): readonly number[] => {
  const turn = documents.findIndex(([, one]) => one === document) % 3;
  return proven(SEEDS, [2 * turn, 2 * turn + 1]);
};

describe("execution", () => {
  it.each(documents)("answers %s as graphql-js does", async (_name, document) => {
    for (const seed of seedsOf(document)) {
      const [operation] = document.definitions as [OperationDefinitionNode];
      const variableValues = variablesFor(schema, operation, seed);
      expect(getVariableValues(schema, operation.variableDefinitions ?? [], variableValues).errors).toBeUndefined();
      const args: ExecutionArgs = { schema, document, variableValues, contextValue: { seed }, rootValue: {} };
      const expected = reference(args);
      // Types of abstract values may be found later, whatever the seed.
      const compare = expected instanceof Promise ? comparableInAnyOrder : comparable;
      expect(compare(await execute(args))).toEqual(compare(await expected));
    }
  });

  it.each([
    ["an unknown operation", { document: parse("query A { me { id } }"), operationName: "B" }],
    ["an operation without a name among several", { document: parse("query A { me { id } } query B { me { id } }") }],
    [
      "a variable of a wrong type",
      { document: parse("query ($n: Int!) { problems(first: $n) { totalCount } }"), variableValues: { n: "x" } },
    ],
    [
      "a condition that is null",
      { document: parse("query ($yes: Boolean = true) { me @skip(if: $yes) { id } }"), variableValues: { yes: null } },
    ],
  ])("refuses %s as graphql-js does", async (_name, args) => {
    const all = { schema, contextValue: { seed: 1 }, ...args };
    expect(comparable(await execute(all))).toEqual(comparable(await reference(all)));
  });
});

const nested = (depth: number, inner = "slug"): string =>
  Array.from({ length: depth }).reduce<string>((text, _, i) => `${i % 2 ? "children" : "parent"} { ${text} }`, inner);

describe("the limits of an operation", () => {
  const schema = buildSchema();
  const refusals = (document: string | DocumentNode) =>
    validate(schema, typeof document === "string" ? parse(document) : document, [complexityRule]).map(({ message }) => message);

  it("let every operation of the tests through", () => {
    const documents = Object.entries(generated).filter(([name]) => name.endsWith("Document"));
    expect(documents.length).toBeGreaterThan(20);
    expect(documents.filter(([, document]) => refusals(document as DocumentNode).length > 0).map(([name]) => name)).toEqual([]);
  });

  it("let introspection through, however deep", () => {
    expect(refusals(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, specifiedByUrl: true }))).toEqual([]);
  });

  it("allow 12 levels and no more", () => {
    const levels = (count: number) =>
      `{ topic(slug: "a") { ${Array(count - 2)
        .fill("parent {")
        .join(" ")} slug ${"}".repeat(count - 2)} } }`;
    expect(refusals(levels(12))).toEqual([]);
    expect(refusals(levels(13))).toEqual([expect.stringContaining("13 levels deep")]);
  });

  it.each([
    ["a literal page", "submissions(first: 100)", ""],
    ["a page from the end", "submissions(last: 100)", ""],
    ["a page in a variable", "submissions(first: $n)", "query ($n: Int)"],
  ])("count %s for what it may hold", (_name, field, head) => {
    const pages = (count: number) =>
      `${head} { ${Array.from({ length: count }, (_, i) => `a${i}: ${field} { edges { node { source } } }`).join(" ")} }`;
    expect(refusals(pages(2))).toEqual([]);
    expect(refusals(pages(4))).toEqual([expect.stringContaining("in cost")]);
  });

  it("count what hides in fragments, inline and named", () => {
    expect(refusals(`{ ...on Query { topics { ...T } } } fragment T on Topic { ${nested(24)} }`)).toHaveLength(2);
    expect(refusals(`{ topics { children { children { ...T } } } } fragment T on Topic { children { children { slug } } }`)).toHaveLength(
      1,
    );
  });

  it("are told at once for fragments that double at each step, and for those that spread themselves", () => {
    const doubling = Array.from({ length: 400 }, (_, i) => `fragment F${i} on Topic { ...F${i + 1} ...F${i + 1} }`).join(" ");
    // Without a count of expanded fragments, these would take 2^400 steps.
    expect(refusals(`{ topics { ...F0 } } ${doubling} fragment F400 on Topic { slug }`)).toHaveLength(2);
    expect(refusals("{ topics { ...A } } fragment A on Topic { slug children { ...A } }")).toEqual([]);
  });
});

describe("the subscriptions of the schema", () => {
  it("answer with nothing but the event, so that all who ask the same can share it", () => {
    const schema = buildSchema();
    const entities = parse(`subscription ($id: ID!) {
      submissionStatus(submissionId: $id) { submission { id createdAt language { id name } judgement { id status testsFinished finishedAt tests { index verdict sample { actual } } } } }
    }`);
    for (const document of [generated.SubmissionStatusDocument, generated.MySubmissionUpdatesDocument, entities]) {
      expect(readsEventOnly({ schema, document })).toBe(true);
    }
    for (const looked of ["source", "problem { id }", "judgement { queuePosition }", "language { version }"]) {
      const document = parse(`subscription { mySubmissionUpdates { submission { ${looked} } } }`);
      expect({ looked, eventOnly: readsEventOnly({ schema, document }) }).toEqual({ looked, eventOnly: false });
    }
  });
});
