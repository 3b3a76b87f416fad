import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type NonEmptyArray } from "type-graphql";
import { enforceAccess, type ImpersonationObserver } from "../../graphql/access.js";
import { callDirectly } from "../../graphql/direct-calls.js";
import { installDerived } from "../../graphql/derived.js";
import { installCosts } from "../../graphql/document-size.js";
import { installGlobalIds } from "../../graphql/global-ids.js";
import { makeRootsNullable } from "../../graphql/nullable-roots.js";
import { answerFromEvents, installStreams, streamsOf, type Stream } from "../../graphql/streams.js";
import { describeTokenUse } from "../../graphql/token-use.js";
import { validateArguments } from "../../graphql/validation.js";
import { installUnion } from "../../graphql/unions.js";
import type { ResolverClass } from "../../modules/contracts/module.js";
import { activitySubjects } from "../../modules/insight/activity/feeds/activity.type.js";
import { searchResults } from "../../modules/insight/search/search.type.js";
import { notificationSubjects } from "../../modules/messaging/notifications/inbox/notification.type.js";
import { DECLARATIONS, FIELD_COSTS, RESOLVERS } from "../declared.js";

/** type-graphql requires a PubSub to build subscriptions; ours use streams and never call it. */
const NO_PUB_SUB = {
  publish: () => undefined,
  subscribe: (): never => {
    throw new Error("Subscriptions are fed by streams.");
  },
};

/**
 * Builds the schema from the resolver classes that modules declare, and installs the access rules. It is executable with their
 * instances; without them it can only be read.
 */
export function buildSchema(instances: ReadonlyMap<ResolverClass, object> = new Map(), observe?: ImpersonationObserver): GraphQLSchema {
  const built = buildSchemaSync({
    resolvers: [...RESOLVERS] as unknown as NonEmptyArray<new () => object>,
    container: { get: (cls: ResolverClass) => instances.get(cls) },
    validateFn: validateArguments,
    pubSub: NO_PUB_SUB,
  });
  callDirectly(built, instances);
  installStreams(built, streamsFrom(instances));
  answerFromEvents(built);
  installDerived(built);
  installUnion(built, notificationSubjects(DECLARATIONS.notificationKinds.all()));
  installUnion(built, activitySubjects);
  installUnion(built, searchResults(DECLARATIONS.searchSources));
  const schema = installGlobalIds(built);
  enforceAccess(schema, observe);
  makeRootsNullable(schema);
  installCosts(schema, FIELD_COSTS);
  describeTokenUse(schema);
  return schema;
}

/** The streams of all subscription fields, by field. */
function streamsFrom(instances: ReadonlyMap<ResolverClass, object>): Record<string, Stream> {
  const streams = RESOLVERS.flatMap((cls) =>
    [...streamsOf(cls)].map(([field, method]): [string, Stream] => [
      field,
      (...args) => (instances.get(cls) as Record<string, Stream>)[method]!(...args),
    ]),
  );
  return Object.fromEntries(streams);
}
