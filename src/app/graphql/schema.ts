import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type NonEmptyArray } from "type-graphql";
import { enforceAccess, type ImpersonationObserver } from "../../graphql/access.js";
import { installDerived } from "../../graphql/derived.js";
import { installCosts } from "../../graphql/document-size.js";
import { installGlobalIds } from "../../graphql/global-ids.js";
import { makeRootsNullable } from "../../graphql/nullable-roots.js";
import { answerFromEvents, installStreams, type Stream } from "../../graphql/streams.js";
import { describeTokenUse } from "../../graphql/token-use.js";
import { validateArguments } from "../../graphql/validation.js";
import { installUnion } from "../../graphql/unions.js";
import type { Module } from "../../modules/contracts/module.js";
import { notificationSubjects } from "../../modules/messaging/notifications/inbox/notification.type.js";
import { FIELD_COSTS } from "./field-costs.js";

/** type-graphql wants one before it builds a subscription; ours are fed by their modules' streams and never ask it. */
const NO_PUB_SUB = {
  publish: () => undefined,
  subscribe: (): never => {
    throw new Error("Subscriptions are fed by their module's streams.");
  },
};

/** Builds the executable schema from the modules' resolvers, with the access rules in force. */
export function buildSchema(modules: readonly Module[], observe?: ImpersonationObserver): GraphQLSchema {
  const instances = new Map(modules.flatMap((module) => module.resolvers ?? []).map((resolver) => [resolver.constructor, resolver]));
  const built = buildSchemaSync({
    resolvers: [...instances.keys()] as unknown as NonEmptyArray<new () => object>,
    container: { get: (cls: new () => object) => instances.get(cls) },
    validateFn: validateArguments,
    pubSub: NO_PUB_SUB,
  });
  installStreams(built, Object.assign({}, ...modules.map((module) => module.streams)) as Record<string, Stream>);
  answerFromEvents(built);
  installDerived(built);
  installUnion(built, notificationSubjects(modules.flatMap((module) => module.notificationKinds ?? [])));
  const schema = installGlobalIds(built);
  enforceAccess(schema, observe);
  makeRootsNullable(schema);
  installCosts(schema, FIELD_COSTS);
  describeTokenUse(schema);
  return schema;
}
