import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../graphql/access.js";
import type { RequestContext } from "../../graphql/context.js";
import type { Connection } from "../../graphql/pagination.js";
import { GraphQLUUID } from "../../graphql/uuid.js";
import { badInput } from "../../kernel/errors.js";
import type { TopicRow } from "../topics/topic.loaders.js";
import { TopicType } from "../topics/topic.type.js";
import { userById } from "../users/user.loaders.js";
import { UserType } from "../users/user.type.js";
import { limitsFor } from "./limits.js";
import { ProblemConnection, ProblemListArgs } from "./problem-list.type.js";
import { problemCounts, problemDetails, testSetOfProblem, topicsOfProblem, type TestSetRow } from "./problem.loaders.js";
import type { ProblemRow } from "./problem.rows.js";
import { LanguageLimit, ProblemType, SampleType, TestSetType } from "./problem.type.js";
import type { ProblemsService } from "./problems.service.js";
import type { Sample } from "./test-set.js";

@Resolver(() => ProblemType)
export class ProblemResolver {
  constructor(private readonly problems: ProblemsService) {}

  @Allow("public")
  @Query(() => ProblemType, {
    nullable: true,
    description: "One problem, by its slug or by its id. Drafts and archived ones exist for their editors only. Errors: NOT_FOUND.",
  })
  problem(
    @Ctx() { em, viewer }: RequestContext,
    @Arg("slug", () => String, { nullable: true, description: "The problem's slug. Give this or `id`." }) slug?: string | null,
    @Arg("id", () => GraphQLUUID, { nullable: true, description: "The problem's id. Give this or `slug`." }) id?: string | null,
  ): Promise<ProblemRow> {
    if ((slug == null) === (id == null)) throw badInput("slug", "Give either `slug` or `id`.");
    return this.problems.read(em, viewer, slug != null ? { slug } : { id: id! });
  }

  @Allow("public")
  @Query(() => ProblemConnection, {
    name: "problems",
    description: "The catalog. Errors: BAD_USER_INPUT, UNAUTHENTICATED for a filter by viewerStatus.",
  })
  list(
    @Ctx() { em, viewer }: RequestContext,
    @Args(() => ProblemListArgs) { filter, search, orderBy, ...page }: ProblemListArgs,
  ): Promise<Connection<ProblemRow>> {
    return this.problems.list(em, viewer, { page, filter: filter ?? {}, search: search ?? "", orderBy: orderBy ?? null });
  }

  @Visible("public")
  @FieldResolver(() => String, { description: "The task, in Markdown with $TeX$." })
  async statement(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<string> {
    return (await context.loader(problemDetails).load(id)).statement;
  }

  @Visible("public")
  @FieldResolver(() => [String], { description: "Hints in Markdown, the mildest first. Show one at a time." })
  async hints(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<string[]> {
    return (await context.loader(problemDetails).load(id)).hints;
  }

  @Visible("solver")
  @FieldResolver(() => String, {
    nullable: true,
    description: "The intended solution, in Markdown; null until you have solved the problem.",
  })
  async explanation(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<string> {
    return (await context.loader(problemDetails).load(id)).explanation;
  }

  @Visible("public")
  @FieldResolver(() => [LanguageLimit], { description: "Limits of the languages for which they differ from the problem's." })
  async languageLimits(@Ctx() context: RequestContext, @Root() problem: ProblemRow): Promise<LanguageLimit[]> {
    const { languageLimits } = await context.loader(problemDetails).load(problem.id);
    return Object.keys(languageLimits).map((language) => ({ language, ...limitsFor({ ...problem, languageLimits }, language) }));
  }

  @Visible("public")
  @FieldResolver(() => [SampleType], { description: "The tests that everyone may see." })
  async samples(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<Sample[]> {
    return (await context.loader(problemDetails).load(id)).samples;
  }

  @Visible("public")
  @FieldResolver(() => Int, { description: "How many tests a submission is judged by, the samples among them; 0 before there are any." })
  async testCount(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<number> {
    return (await context.loader(problemDetails).load(id)).testCount;
  }

  @Visible("owner")
  @FieldResolver(() => TestSetType, {
    nullable: true,
    description: "The present tests, for its author and admins; null for others and before there are any.",
  })
  testSet(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<TestSetRow | null> {
    return context.loader(testSetOfProblem).load(id);
  }

  @Visible("public")
  @FieldResolver(() => [TopicType], { description: "The topics it belongs to." })
  topics(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<TopicRow[]> {
    return context.loader(topicsOfProblem).load(id);
  }

  @Visible("public")
  @FieldResolver(() => UserType, { nullable: true, description: "Who wrote it." })
  author(@Ctx() context: RequestContext, @Root() { authorId }: ProblemRow): Promise<UserType | null> {
    return context.loader(userById).load(authorId);
  }
}

/** The reverse of Problem.topics lives here, as topics lie below problems. */
@Resolver(() => TopicType)
export class TopicProblemsResolver {
  @FieldResolver(() => Int, { description: "Published problems in it or in any topic under it." })
  async problemCount(@Ctx() context: RequestContext, @Root() { id }: TopicRow): Promise<number> {
    return (await context.loader(problemCounts).load("all")).get(id) ?? 0;
  }
}
