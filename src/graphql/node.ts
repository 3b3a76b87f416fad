import DataLoader from "dataloader";
import { Arg, Ctx, ID, InterfaceType, Field, Query, Resolver } from "type-graphql";
import { decide } from "../access/policy.js";
import { badInput } from "../kernel/errors.js";
import { parseGlobalId, type ObjectKey } from "../kernel/global-id.js";
import { Allow } from "./access.js";
import type { LoaderFactory, RequestContext } from "./context.js";
import { MAX_NODES } from "./limits.js";

@InterfaceType("Node", {
  description: "Anything with an id of its own: `node` and `nodes` read it again, and caches keep it under its id.",
  resolveType: ({ __typename }: { __typename: string }) => __typename,
})
export abstract class Node {
  @Field(() => ID, {
    description: "Global id: unique over all types, opaque, and never changes. Every input that takes an `ID` takes it.",
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
      "Any object by its global id, for reading it again; null when it does not exist or you may not see it. Errors: BAD_USER_INPUT for what is not a global id.",
  })
  node(
    @Ctx() context: RequestContext,
    @Arg("id", () => ID, { description: "A global id, as `id` of any Node gives it." }) id: string,
  ): Promise<object | null> {
    return context.loader(nodeLoader).load(parse(context, id, "id"));
  }

  @Allow("public")
  @Query(() => [Node], {
    nullable: "items",
    description:
      "Objects by their global ids, in the order of the ids; null in place of each that does not exist or that you may not see. Errors: BAD_USER_INPUT.",
  })
  async nodes(
    @Ctx() context: RequestContext,
    @Arg("ids", () => [ID], { description: `Global ids, at most ${MAX_NODES}.` }) ids: string[],
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_NODES)
      throw badInput("ids", `At most ${MAX_NODES} are taken at once.`, "TOO_MANY", { maximum: MAX_NODES, actual: ids.length });
    const keys = ids.map((id, index) => parse(context, id, `ids.${index}`));
    return Promise.all(keys.map((key) => context.loader(nodeLoader).load(key)));
  }
}

function parse({ nodes }: RequestContext, id: string, path: string): ObjectKey {
  const found = parseGlobalId(id);
  if (!found || !(found.type in nodes)) throw badInput(path, "This is not a global id: take `id` of an object.", "INVALID_FORMAT");
  return found;
}
