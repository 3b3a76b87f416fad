import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { badInput } from "../../../../kernel/errors.js";
import type { ProblemRow } from "../problem.rows.js";
import { ProblemType } from "../problem.type.js";
import { MOST_SIMILAR, nextProblem, previousProblem, similarProblems } from "./related-problems.loaders.js";

const DEFAULT_SIMILAR = 5;

@Resolver(() => ProblemType)
export class RelatedProblemsResolver {
  @Visible("public")
  @FieldResolver(() => ProblemType, {
    nullable: true,
    description: "The next problem in the catalog, ordered newest first. Null for the last problem and for unpublished ones.",
  })
  nextProblem(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<ProblemRow | null> {
    return context.loader(nextProblem).load(id);
  }

  @Visible("public")
  @FieldResolver(() => ProblemType, {
    nullable: true,
    description: "The previous problem in the catalog, ordered newest first. Null for the first problem and for unpublished ones.",
  })
  previousProblem(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<ProblemRow | null> {
    return context.loader(previousProblem).load(id);
  }

  @Visible("public")
  @FieldResolver(() => [ProblemType], {
    description:
      "Published problems that share the most topics and tags with this one; a topic counts as two tags. Ties are sorted by same difficulty first, then newest first. Errors: BAD_USER_INPUT.",
  })
  async similarProblems(
    @Ctx() context: RequestContext,
    @Root() { id }: ProblemRow,
    @Arg("first", () => Int, {
      nullable: true,
      description: `Maximum number of problems, 1 to ${MOST_SIMILAR}. Default ${DEFAULT_SIMILAR}.`,
    })
    first?: number | null,
  ): Promise<ProblemRow[]> {
    const most = first ?? DEFAULT_SIMILAR;
    if (most < 1 || most > MOST_SIMILAR) {
      const numbers = { minimum: 1, maximum: MOST_SIMILAR, actual: most };
      throw badInput("first", `\`first\` must be from 1 to ${MOST_SIMILAR}.`, "OUT_OF_RANGE", numbers);
    }
    return (await context.loader(similarProblems).load(id)).slice(0, most);
  }
}
