import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { mayOpenProblem, mayReadProblem } from "../../../access/policy.js";
import { Allow, Visible } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import type { Connection } from "../../../graphql/pagination.js";
import { idOf } from "../../../graphql/global-ids.js";
import { illustrated, MarkdownType } from "../../../graphql/markdown.js";
import { LANGUAGES } from "../../../judge/languages/index.js";
import { badInput } from "../../../kernel/errors.js";
import { LanguageName } from "../languages/language.type.js";
import type { TopicRow } from "../topics/topic.loaders.js";
import { TopicType } from "../topics/topic.type.js";
import type { User } from "../../base/users/user.entity.js";
import { userById } from "../../base/users/user.loaders.js";
import { UserType } from "../../base/users/user.type.js";
import { ProblemCreditsType } from "./edits/problem-credits.type.js";
import { effectiveLimits } from "./edits/effective-limits.js";
import { limitsFor } from "./edits/limits.js";
import { filesOfProblem, picturesAmong, type ProblemFileLinks } from "./files/problem-file.rows.js";
import { ProblemConnection, ProblemListArgs } from "./list/problem-list.type.js";
import { coAuthorIds, problemById, problemCounts, problemDetails, topicsOfProblem } from "./problem.loaders.js";
import type { ProblemRow } from "./problem.rows.js";
import { EffectiveLimits, LanguageLimit, ProblemType, SampleType, StarterCodeType } from "./problem.type.js";
import type { ProblemsService } from "./problems.service.js";
import { publicScoring } from "./scoring/problem-scoring.js";
import { ScoringType } from "./scoring/scoring.type.js";
import { starterFor } from "./edits/starter-code.js";
import type { Sample } from "./tests/stored-test-set.js";

const NULL_WHEN_LOCKED = "null when the problem is `locked`.";

@Resolver(() => ProblemType)
export class ProblemResolver {
  constructor(
    private readonly problems: ProblemsService,
    private readonly links: ProblemFileLinks,
  ) {}

  private picturesOf(context: RequestContext, id: string): MarkdownType["pictures"] {
    return async () => picturesAmong(await context.loader(filesOfProblem).load(id), this.links);
  }

  @Allow("public")
  @Query(() => ProblemType, {
    nullable: true,
    description:
      "A problem by slug or ID. Drafts and archived problems are visible to their editors only: author, co-authors and admins, or the staff of the organization that owns it; problems with the visibility ORGANIZATION to its members. Errors: NOT_FOUND.",
  })
  problem(
    @Ctx() { em, viewer }: RequestContext,
    @Arg("slug", () => String, { nullable: true, description: "Slug of the problem. Give either this or `id`." }) slug?: string | null,
    @Arg("id", () => idOf("Problem"), { nullable: true, description: "ID of the problem. Give either this or `slug`." }) id?: string | null,
  ): Promise<ProblemRow> {
    if ((slug == null) === (id == null)) throw badInput("slug", "Give either `slug` or `id`.");
    return this.problems.read(em, viewer, slug != null ? { slug } : { id: id! });
  }

  @Allow("public")
  @Query(() => ProblemConnection, {
    name: "problems",
    description:
      "The problem catalog. Submission and acceptance counts may be up to 15 seconds old. Errors: BAD_USER_INPUT, UNAUTHENTICATED for a filter by viewerStatus.",
  })
  list(
    @Ctx() { em, viewer }: RequestContext,
    @Args(() => ProblemListArgs) { filter, search, orderBy, direction, ...page }: ProblemListArgs,
  ): Promise<Connection<ProblemRow>> {
    const order = { orderBy: orderBy ?? null, direction: direction ?? null };
    return this.problems.list(em, viewer, { page, filter: filter ?? {}, search: search ?? "", ...order });
  }

  @Visible("public")
  @FieldResolver(() => Boolean, {
    description:
      "Whether you may not open the problem: it is premium and your plan does not include premium problems, or you have left the organization that it is for. If so, the fields with its content are null without an error, and `submitCode` fails with ENTITLEMENT_REQUIRED.",
  })
  locked(@Ctx() { viewer }: RequestContext, @Root() problem: ProblemRow): boolean {
    return !mayOpenProblem(viewer, problem);
  }

  @Visible("public")
  @FieldResolver(() => Int, { description: "Number of the revision that you are reading. Changes when an edit is published." })
  revisionNumber(@Root() { revision }: ProblemRow): number {
    return revision;
  }

  @Visible("entitled")
  @FieldResolver(() => String, { nullable: true, description: `Problem statement, in Markdown with $TeX$; ${NULL_WHEN_LOCKED}` })
  async statement(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<string> {
    return (await context.loader(problemDetails).load(id)).statement;
  }

  @Visible("entitled")
  @FieldResolver(() => MarkdownType, { nullable: true, description: `\`statement\` with its HTML; ${NULL_WHEN_LOCKED}` })
  async statementMarkdown(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<MarkdownType> {
    return illustrated((await context.loader(problemDetails).load(id)).statement, this.picturesOf(context, id));
  }

  @Visible("entitled")
  @FieldResolver(() => String, {
    nullable: true,
    description: `Input constraints, in Markdown with $TeX$, to display next to the statement, or an empty string; ${NULL_WHEN_LOCKED}`,
  })
  async constraints(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<string> {
    return (await context.loader(problemDetails).load(id)).constraints;
  }

  @Visible("entitled")
  @FieldResolver(() => MarkdownType, { nullable: true, description: `\`constraints\` with their HTML; ${NULL_WHEN_LOCKED}` })
  async constraintsMarkdown(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<MarkdownType> {
    return illustrated((await context.loader(problemDetails).load(id)).constraints, this.picturesOf(context, id));
  }

  @Visible("entitled")
  @FieldResolver(() => [String], {
    nullable: true,
    description: `Hints in Markdown, least revealing first, to display one at a time; ${NULL_WHEN_LOCKED}`,
  })
  async hints(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<string[]> {
    return (await context.loader(problemDetails).load(id)).hints;
  }

  @Visible("entitled")
  @FieldResolver(() => [MarkdownType], { nullable: true, description: `\`hints\` with their HTML; ${NULL_WHEN_LOCKED}` })
  async hintsMarkdown(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<MarkdownType[]> {
    return (await context.loader(problemDetails).load(id)).hints.map((hint) => illustrated(hint, this.picturesOf(context, id)));
  }

  @Visible("solver")
  @FieldResolver(() => String, {
    nullable: true,
    description: "Intended solution, in Markdown. Visible to users who solved the problem and to its editors; null for others.",
  })
  async explanation(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<string> {
    return (await context.loader(problemDetails).load(id)).explanation;
  }

  @Visible("solver")
  @FieldResolver(() => MarkdownType, { nullable: true, description: "`explanation` with its HTML; null where that is null." })
  async explanationMarkdown(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<MarkdownType> {
    return illustrated((await context.loader(problemDetails).load(id)).explanation, this.picturesOf(context, id));
  }

  @Visible("public")
  @FieldResolver(() => ScoringType, { description: "How verdict and score of a submission follow from the tests." })
  async scoring(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<ScoringType> {
    return publicScoring((await context.loader(problemDetails).load(id)).scoring);
  }

  @Visible("public")
  @FieldResolver(() => ProblemCreditsType, { description: "Who made the problem, where it comes from and under which licence." })
  async credits(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<ProblemCreditsType> {
    return (await context.loader(problemDetails).load(id)).credits;
  }

  @Visible("public")
  @FieldResolver(() => [LanguageLimit], { description: "Limits for languages where they differ from the problem's." })
  async languageLimits(@Ctx() context: RequestContext, @Root() problem: ProblemRow): Promise<LanguageLimit[]> {
    const { languageLimits } = await context.loader(problemDetails).load(problem.id);
    return Object.keys(languageLimits).map((language) => ({ language, ...limitsFor({ ...problem, languageLimits }, language) }));
  }

  @Visible("public")
  @FieldResolver(() => [EffectiveLimits], {
    description: "What a program may use in each test, for each language, in the order of `languages`: the limits that the judge applies.",
  })
  async limits(@Ctx() context: RequestContext, @Root() problem: ProblemRow): Promise<EffectiveLimits[]> {
    const { languageLimits } = await context.loader(problemDetails).load(problem.id);
    return effectiveLimits({ ...problem, languageLimits });
  }

  @Visible("entitled")
  @FieldResolver(() => String, {
    nullable: true,
    description: `Initial code for an editor: the problem's own starter code, else what its signature gives, else the language's default; ${NULL_WHEN_LOCKED} Errors: BAD_USER_INPUT.`,
  })
  async starterCode(
    @Ctx() context: RequestContext,
    @Root() { id }: ProblemRow,
    @Arg("language", () => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." }) language: string,
  ): Promise<string> {
    return starterFor(await context.loader(problemDetails).load(id), language).source;
  }

  @Visible("entitled")
  @FieldResolver(() => [StarterCodeType], {
    nullable: true,
    description: `Starter code for each language, in the order of \`languages\`; ${NULL_WHEN_LOCKED}`,
  })
  async starterCodes(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<StarterCodeType[]> {
    const details = await context.loader(problemDetails).load(id);
    return LANGUAGES.map((language) => starterFor(details, language.id));
  }

  @Visible("entitled")
  @FieldResolver(() => [SampleType], { nullable: true, description: `Sample tests, which are not hidden; ${NULL_WHEN_LOCKED}` })
  async samples(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<Sample[]> {
    return (await context.loader(problemDetails).load(id)).samples;
  }

  @Visible("public")
  @FieldResolver(() => Int, {
    description: "Number of tests that submissions are judged with, including samples. 0 if there are none yet.",
  })
  async testCount(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<number> {
    return (await context.loader(problemDetails).load(id)).testCount;
  }

  @Visible("public")
  @FieldResolver(() => [TopicType], { description: "Topics that the problem belongs to." })
  topics(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<TopicRow[]> {
    return context.loader(topicsOfProblem).load(id);
  }

  @Visible("public")
  @FieldResolver(() => UserType, { nullable: true, description: "Author of the problem." })
  author(@Ctx() context: RequestContext, @Root() { authorId }: ProblemRow): Promise<UserType | null> {
    return context.loader(userById).load(authorId);
  }

  @Visible("public")
  @FieldResolver(() => [UserType], { description: "Other accounts that may edit the problem, in the order in which they were added." })
  async coAuthors(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<UserType[]> {
    const users = await context.loader(userById).loadMany(await context.loader(coAuthorIds).load(id));
    return users.filter((user): user is User => user !== null && !(user instanceof Error));
  }

  @Visible("owner")
  @FieldResolver(() => ProblemType, {
    nullable: true,
    description:
      "The problem that this one was copied from. Visible to its editors only. Null if it is not a copy or you may not see the original.",
  })
  async clonedFrom(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<ProblemRow | null> {
    const { clonedFromId } = await context.loader(problemDetails).load(id);
    const source = clonedFromId && (await context.loader(problemById).load(clonedFromId));
    return source && mayReadProblem(context.viewer, source) ? source : null;
  }
}

/** The reverse of Problem.topics. Lives here because problems depend on topics. */
@Resolver(() => TopicType)
export class TopicProblemsResolver {
  @FieldResolver(() => Int, { description: "Number of published problems in this topic or any of its descendants." })
  async problemCount(@Ctx() context: RequestContext, @Root() { id }: TopicRow): Promise<number> {
    return (await context.loader(problemCounts).load("all")).get(id) ?? 0;
  }
}
