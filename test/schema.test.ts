/** The committed schema is the contract with clients: it changes on purpose, in review, and never by a slip. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { printedSchema } from "../src/app/emit-schema.js";

const committed = readFileSync(join(import.meta.dirname, "../schema/schema.graphql"), "utf8");
let emitted: string;
let schema: GraphQLSchema;
beforeAll(() => {
  emitted = printedSchema();
  schema = buildSchema(emitted);
});

describe("schema/schema.graphql", () => {
  it("breaks no client of the committed version", () => {
    const before = buildSchema(committed);
    const changes = [...findBreakingChanges(before, schema), ...findDangerousChanges(before, schema)];
    expect(changes.map(({ type, description }) => `${type}: ${description}`)).toEqual([]);
  });

  it("is what the code emits; `npm run schema` writes it", () => {
    expect(emitted.split("\n")).toEqual(committed.split("\n"));
  });
});

describe("descriptions", () => {
  it("stand on every type, field, argument and enum value", () => {
    expect(Object.values(schema.getTypeMap()).filter(isOurs).flatMap(undescribed)).toEqual([]);
  });

  it("name the errors of every mutation that can fail in a way of its own", () => {
    const fields = Object.values(schema.getMutationType()!.getFields());
    const silent = fields.filter(({ description }) => !/Errors: .*[A-Z_]{6,}/.test(description!));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

describe("conventions", () => {
  it("have every mutation take one `input` and answer with a payload of its own", () => {
    const fields = Object.values(schema.getMutationType()!.getFields());
    const odd = fields.filter(({ name, args, type }) => {
      const payload = `${name[0]!.toUpperCase()}${name.slice(1)}Payload!`;
      return args.length !== 1 || args[0]!.name !== "input" || type.toString() !== payload;
    });
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  it("give every connection the arguments of a page", () => {
    const odd = objectTypes().flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => /Connection!?$/.test(field.type.toString()))
        .filter(({ args }) => !["first", "after", "last", "before"].every((name) => args.some((arg) => arg.name === name)))
        .map(({ name }) => `${type.name}.${name}`),
    );
    expect(odd).toEqual([]);
  });
});

function objectTypes() {
  return Object.values(schema.getTypeMap()).filter(isObjectType).filter(isOurs);
}

function isOurs(type: GraphQLNamedType): boolean {
  return !type.name.startsWith("__") && !isSpecifiedScalarType(type);
}

function undescribed(type: GraphQLNamedType): string[] {
  const isRoot = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type as never);
  const missing = type.description || isRoot ? [] : [type.name];
  const without = (members: readonly { name: string; description?: string | null }[], owner: string) =>
    members.filter(({ description }) => !description).map(({ name }) => `${owner}.${name}`);
  if (isEnumType(type)) return [...missing, ...without(type.getValues(), type.name)];
  if (isInputObjectType(type)) return [...missing, ...without(Object.values(type.getFields()), type.name)];
  if (!isObjectType(type) && !isInterfaceType(type)) return missing;
  const fields = Object.values(type.getFields());
  return [...missing, ...without(fields, type.name), ...fields.flatMap(({ name, args }) => without(args, `${type.name}.${name}`))];
}
