import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type NonEmptyArray } from "type-graphql";
import { enforceAccess } from "../graphql/access.js";
import { installStreams, type Stream } from "../graphql/streams.js";
import { validateArguments } from "../graphql/validation.js";
import type { Module } from "../modules/module.js";

/** Builds the executable schema from the modules' resolvers, with the access rules in force. */
export function buildSchema(modules: readonly Module[]): GraphQLSchema {
  const instances = new Map(modules.flatMap((module) => module.resolvers ?? []).map((resolver) => [resolver.constructor, resolver]));
  const schema = buildSchemaSync({
    resolvers: [...instances.keys()] as unknown as NonEmptyArray<new () => object>,
    container: { get: (cls: new () => object) => instances.get(cls) },
    validateFn: validateArguments,
  });
  installStreams(schema, Object.assign({}, ...modules.map((module) => module.streams)) as Record<string, Stream>);
  enforceAccess(schema);
  return schema;
}
