import DataLoader from "dataloader";
import { Arg, Ctx, ID, InterfaceType, Field, Query, Resolver } from "type-graphql";
import { decide } from "../access/policy.js";
import { badInput } from "../kernel/errors.js";
import { parseGlobalId, type ObjectKey } from "../kernel/global-id.js";
import { Allow } from "./access.js";
import type { LoaderFactory, RequestContext } from "./context.js";
import { MAX_NODES } from "./limits.js";

@InterfaceType("Node", {
  description: "An object with a global ID. It can be refetched with `node` and `nodes`, and clients can cache it by its ID.",
  resolveType: ({ __typename }: { __typename: string }) => __typename,
})
export abstract class Node {
  @Field(() => ID, {
    description: "Global ID: opaque, unique across all types and permanent. Accepted by every input of type `ID`.",
  })
  id!: string;
}

/** Loads objects of all types, each with its `__typename`; null if the viewer can't find it. */
export const nodeLoader: LoaderFactory<ObjectKey, object | null> = (context) =>
  new DataLoader<ObjectKey, object | null, string>(
    async (wanted) => {
      const found = new Map<string, object | null>();
      for (const [type, same] of Map.groupBy(wanted, (one) => one.type)) {
        const lookup = context.nodes[type];
        if (!lookup || decide(context.viewer, lookup.permission) !== "allowed") continue;
        const keys = same.map(({ key }) => key);
        const rows = await lookup.read(context, keys);
        // A row can represent objects of two types, so the row itself does not carry the name.
        rows.forEach((row, index) =>
          found.set(`${type}:${keys[index]}`, row && (Object.create(row, { __typename: { value: type } }) as object)),
        );
      }
      return wanted.map(({ type, key }) => found.get(`${type}:${key}`) ?? null);
    },
    { cacheKeyFn: ({ type, key }) => `${type}:${key}` },
  ) as unknown as DataLoader<ObjectKey, object | null>;

@Resolver()
export class NodeResolver {
  @Allow("public")
  @Query(() => Node, {
    nullable: true,
    description:
      "Fetches an object by its global ID. Null if it does not exist or you may not see it. Errors: BAD_USER_INPUT for an invalid global ID.",
  })
  node(
    @Ctx() context: RequestContext,
    @Arg("id", () => ID, { description: "Global ID, as returned by `id` of any Node." }) id: string,
  ): Promise<object | null> {
    return context.loader(nodeLoader).load(parse(context, id, "id"));
  }

  @Allow("public")
  @Query(() => [Node], {
    nullable: "items",
    description:
      "Fetches objects by their global IDs, in the order of `ids`. An entry is null if the object does not exist or you may not see it. Errors: BAD_USER_INPUT.",
  })
  async nodes(
    @Ctx() context: RequestContext,
    @Arg("ids", () => [ID], { description: `Global IDs, at most ${MAX_NODES}.` }) ids: string[],
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_NODES)
      throw badInput("ids", `Request at most ${MAX_NODES} objects at once.`, "TOO_MANY", { maximum: MAX_NODES, actual: ids.length });
    const keys = ids.map((id, index) => parse(context, id, `ids.${index}`));
    return Promise.all(keys.map((key) => context.loader(nodeLoader).load(key)));
  }
}

function parse({ nodes }: RequestContext, id: string, path: string): ObjectKey {
  const found = parseGlobalId(id);
  if (!found || !(found.type in nodes)) throw badInput(path, "This is not a global id. Use the `id` of an object.", "INVALID_FORMAT");
  return found;
}
