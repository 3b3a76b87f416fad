import { Args, Ctx, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { topicTree } from "../../topics/topic.loaders.js";
import { FacetArgs, ProblemFacets, TagArgs, TagConnection } from "./catalog.type.js";
import { CheckerType } from "../tests/checker.type.js";
import { ALL_CHECKERS } from "../tests/problem-checkers.js";
import { countFacets } from "./problem-facets.js";
import { listTags, type TagRow } from "./problem-tags.js";

/** Facets, tags and checkers shown around the problem list. */
@Resolver()
export class CatalogResolver {
  @Allow("public")
  @Query(() => ProblemFacets, {
    nullable: true,
    description:
      "Problem counts for each option of the `problems` filter. Errors: BAD_USER_INPUT, UNAUTHENTICATED for a filter by viewerStatus.",
  })
  async problemFacets(@Ctx() context: RequestContext, @Args(() => FacetArgs) { filter, search }: FacetArgs): Promise<ProblemFacets> {
    const { difficulties, statuses, viewerStatuses, topics, ...rest } = await countFacets(
      context.em,
      context.viewer,
      filter ?? {},
      search ?? "",
    );
    const tree = await context.loader(topicTree).load("all");
    return {
      ...rest,
      difficulties: difficulties.map(({ value, count }) => ({ difficulty: value, count })),
      statuses: statuses.map(({ value, count }) => ({ status: value, count })),
      viewerStatuses: viewerStatuses && viewerStatuses.map(({ value, count }) => ({ viewerStatus: value, count })),
      topics: topics.flatMap(({ value, count }) => {
        const topic = tree.byId(value);
        return topic ? [{ topic, count }] : [];
      }),
    };
  }

  @Allow("public")
  @Query(() => TagConnection, {
    nullable: true,
    description: "Tags of published problems with their problem counts, most used first. Errors: BAD_USER_INPUT.",
  })
  tags(@Ctx() { em }: RequestContext, @Args(() => TagArgs) { startsWith, ...page }: TagArgs): Promise<Connection<TagRow>> {
    return listTags(em, page, startsWith ?? "");
  }

  @Allow("public")
  @Query(() => [CheckerType], { nullable: true, description: "Checkers available for problems. Never null." })
  checkers(): readonly CheckerType[] {
    return ALL_CHECKERS;
  }
}
