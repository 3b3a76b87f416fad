/**
 * Compares requests and answers with Docker's published description (moby's api/docs/v1.43.yaml, which is no part of this repository): routes,
 * query parameters, bodies and statuses. Docker ignores fields that it does not know; here they count as faults, since they are mistakes.
 */
import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { parse } from "yaml";
import type { Exchange } from "./server.js";

type Schema = { $ref?: string; properties?: Record<string, Schema>; additionalProperties?: unknown; allOf?: Schema[]; items?: Schema };

interface Operation {
  parameters?: { name: string; in: string; schema?: Schema; type?: string; required?: boolean }[];
  responses: Record<string, { schema?: Schema }>;
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
  definitions: Record<string, Schema>;
}

/** Nothing is compared without a description. */
export async function describedBy(path: string | undefined, exchanges: readonly Exchange[]): Promise<string[]> {
  if (!path) return [];
  const description = parse(await readFile(path, "utf8")) as Description;
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(nullable({ definitions: description.definitions }), "docker");
  const faults = new Set<string>();
  for (const { method, route, query, body, status, answer } of exchanges) {
    const note = (problem: string): void => void faults.add(`${method} ${route}: ${problem}`);
    const operation = description.paths[route]?.[method.toLowerCase()];
    if (!operation) {
      note("is not described");
      continue;
    }
    const { parameters = [], responses } = operation;
    for (const [name, value] of Object.entries(query)) {
      const parameter = parameters.find((one) => one.in === "query" && one.name === name);
      if (!parameter) note(`has no query parameter ${name}`);
      else if (parameter.type === "boolean" && !["true", "false", "1", "0"].includes(value)) note(`${name} is no boolean`);
    }
    const expected = parameters.find((one) => one.in === "body")?.schema;
    if (body !== undefined && !expected) note("takes no body");
    if (expected && body !== undefined) check("body", expected, body, note, true);
    const response = responses[String(status)];
    if (!response) note(`has no status ${status}`);
    else if (response.schema && answer !== undefined) check(`answer ${status}`, response.schema, withoutNull(answer), note, false);
  }
  return [...faults];

  function check(what: string, schema: Schema, value: unknown, note: (problem: string) => void, closed: boolean): void {
    const relative = JSON.parse(JSON.stringify(nullable(schema)).replaceAll('"#/definitions/', '"docker#/definitions/')) as object;
    const validate = ajv.compile(relative);
    // What the local server leaves out of its answers is no fault of the engine.
    for (const { instancePath, message, keyword } of validate(value) ? [] : (validate.errors ?? []))
      if (closed || keyword !== "required") note(`${what}${instancePath} ${message}`);
    if (closed) for (const name of unknownFields(schema, value)) note(`${what} has an unknown field ${name}`);
  }

  function unknownFields(schema: Schema, value: unknown, path = ""): string[] {
    if (Array.isArray(value)) return value.flatMap((item) => (itemsOf(schema) ? unknownFields(itemsOf(schema)!, item, path) : []));
    if (typeof value !== "object" || value === null) return [];
    const { properties, isOpen } = fieldsOf(schema);
    if (isOpen) return [];
    return Object.entries(value).flatMap(([name, inner]) =>
      properties[name] ? unknownFields(properties[name], inner, `${path}/${name}`) : [`${path}/${name}`],
    );
  }

  function resolved(schema: Schema): Schema {
    return schema.$ref ? resolved(description.definitions[schema.$ref.split("/").at(-1)!]!) : schema;
  }

  function itemsOf(schema: Schema): Schema | undefined {
    return resolved(schema).items;
  }

  function fieldsOf(schema: Schema): { properties: Record<string, Schema>; isOpen: boolean } {
    const { properties = {}, allOf = [], additionalProperties } = resolved(schema);
    const parts = allOf.map(fieldsOf);
    const all = Object.assign({}, properties, ...parts.map((part) => part.properties)) as Record<string, Schema>;
    // A map of names, or an object of any form.
    const isOpen = additionalProperties !== undefined || Object.keys(all).length === 0;
    return { properties: all, isOpen };
  }
}

/** Docker writes null for what it has not, such as the exit code of a running program, and describes it without. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNull(inner)]));
}

/** Swagger 2.0 has no null; Docker's description marks where it can be with x-nullable. */
function nullable<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(nullable) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, nullable(value)])) as Record<string, unknown>;
  if (copy["x-nullable"] === true && typeof copy.type === "string") copy.type = [copy.type, "null"];
  return copy as T;
}
