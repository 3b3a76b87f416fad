import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { topicTree, type TopicRow } from "../../topics/topic.loaders.js";
import { TopicType } from "../../topics/topic.type.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { limitsFor } from "../edits/limits.js";
import type { ProblemContent } from "../edits/problem-content.js";
import {
  contentOfRevision,
  draftTestSetOfProblem,
  latestRevision,
  pageOfTests,
  revisionByNumber,
  revisionsOfProblem,
  testSetOfProblem,
  testSetsOfProblem,
  testsOfTestSet,
} from "./problem-history.loaders.js";
import { filesWithIds, picturesAmong, type ProblemFileLinks } from "../files/problem-file.rows.js";
import { ProblemContentType, ProblemRevisionConnection, ProblemRevisionType, type ShownContent } from "./problem-revision.type.js";
import type { RevisionRow } from "./problem-revisions.js";
import { TestSetConnection, TestSetType, TestSummaryConnection } from "../tests/problem-tests.type.js";
import { ProblemTestArgs, ProblemTestType, SLICE_BYTES } from "../tests/problem-test.type.js";
import type { ProblemRow } from "../problem.rows.js";
import { LanguageLimit, ProblemType, StarterCodeType } from "../problem.type.js";
import type { ProblemsService } from "../problems.service.js";
import { starterFor } from "../edits/starter-code.js";
import type { TestContent, TestSetRow, TestSummary } from "../tests/stored-test-set.js";

/** Editor-only fields of a problem: history, unpublished revision and tests. */
@Resolver(() => ProblemType)
export class ProblemHistoryResolver {
  constructor(private readonly problems: ProblemsService) {}

  @Allow("problem:edit")
  @Query(() => ProblemTestType, {
    nullable: true,
    description:
      "Data of one test, including hidden ones, from the current or an older version, in slices. For editors of the problem. Errors: BAD_USER_INPUT, NOT_FOUND (problem, version or test), FORBIDDEN when it is someone else's.",
  })
  problemTest(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => ProblemTestArgs) { offsetBytes, maxBytes, ...test }: ProblemTestArgs,
  ): Promise<TestContent> {
    return this.problems.readTest(em, signedIn, { ...test, offsetBytes: offsetBytes ?? 0, maxBytes: maxBytes ?? SLICE_BYTES.default });
  }

  @Visible("owner")
  @FieldResolver(() => ProblemRevisionType, {
    nullable: true,
    description:
      "Newest revision. Visible to editors; null for others. Not `live` while a published problem has edits that await `publishProblem`.",
  })
  latestRevision(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<RevisionRow> {
    return context.loader(latestRevision).load(id);
  }

  @Visible("owner")
  @FieldResolver(() => ProblemRevisionType, {
    nullable: true,
    description: "One revision. Visible to editors; null for others, and if there is no revision with this number.",
  })
  async revision(
    @Ctx() context: RequestContext,
    @Root() { id, revision: live }: ProblemRow,
    @Arg("number", () => Int, {
      nullable: true,
      description: "Number of the revision. Default: the one that learners read, `revisionNumber`.",
    })
    number?: number | null,
  ): Promise<RevisionRow | null> {
    return context.loader(revisionByNumber).load({ problemId: id, number: number ?? live });
  }

  @Visible("owner")
  @FieldResolver(() => ProblemRevisionConnection, {
    nullable: true,
    description: "All revisions, newest first. Visible to editors; null for others.",
  })
  revisions(
    @Ctx() context: RequestContext,
    @Root() { id }: ProblemRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<RevisionRow>> {
    return context.loader(revisionsOfProblem).load({ parentId: id, page });
  }

  @Visible("owner")
  @FieldResolver(() => TestSetType, {
    nullable: true,
    description: "Live tests. Visible to editors; null for others, and if there are no tests yet.",
  })
  testSet(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<TestSetRow | null> {
    return context.loader(testSetOfProblem).load(id);
  }

  @Visible("owner")
  @FieldResolver(() => TestSetType, {
    nullable: true,
    description:
      "Newer tests that are not used for judging until publishProblemTests or publishProblem. Visible to editors; null for others, and if there is no draft.",
  })
  draftTestSet(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<TestSetRow | null> {
    return context.loader(draftTestSetOfProblem).load(id);
  }

  @Visible("owner")
  @FieldResolver(() => TestSetConnection, {
    nullable: true,
    description: "All versions of the tests, newest first. Visible to editors; null for others. Use `problemTest` to read one test.",
  })
  testSets(
    @Ctx() context: RequestContext,
    @Root() { id }: ProblemRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<TestSetRow>> {
    return context.loader(testSetsOfProblem).load({ parentId: id, page });
  }
}

@Resolver(() => ProblemRevisionType)
export class ProblemRevisionResolver {
  constructor(private readonly links: ProblemFileLinks) {}

  @FieldResolver(() => UserType, { nullable: true, description: "Author of the revision. Null once the account is deleted." })
  author(@Ctx() context: RequestContext, @Root() { authorId }: RevisionRow): Promise<UserType | null> | null {
    return authorId === null ? null : context.loader(userById).load(authorId);
  }

  @FieldResolver(() => ProblemContentType, { description: "Content of the problem in this revision." })
  async content(@Ctx() context: RequestContext, @Root() { id }: RevisionRow): Promise<ShownContent> {
    const content = await context.loader(contentOfRevision).load(id);
    return { ...content, pictures: async () => picturesAmong(await filesWithIds(context, content.files), this.links) };
  }
}

@Resolver(() => ProblemContentType)
export class ProblemContentResolver {
  @FieldResolver(() => [TopicType], { description: "Topics that the problem belongs to, without deleted topics." })
  async topics(@Ctx() context: RequestContext, @Root() { topics }: ProblemContent): Promise<TopicRow[]> {
    const tree = await context.loader(topicTree).load("all");
    return topics.flatMap((id) => tree.byId(id) ?? []);
  }

  @FieldResolver(() => [LanguageLimit], { description: "Limits for languages where they differ from the problem's." })
  languageLimits(@Root() content: ProblemContent): LanguageLimit[] {
    return Object.keys(content.languageLimits).map((language) => ({ language, ...limitsFor(content, language) }));
  }

  @FieldResolver(() => [StarterCodeType], { description: "Starter code for the languages that have their own." })
  starterCode(@Root() content: ProblemContent): StarterCodeType[] {
    return Object.keys(content.starterCode).map((language) => starterFor(content, language));
  }
}

@Resolver(() => TestSetType)
export class TestSetResolver {
  @FieldResolver(() => UserType, {
    nullable: true,
    description: "Account that uploaded or restored this version. Null once the account is deleted.",
  })
  uploadedBy(@Ctx() context: RequestContext, @Root() { uploadedById }: TestSetRow): Promise<UserType | null> | null {
    return uploadedById === null ? null : context.loader(userById).load(uploadedById);
  }

  @FieldResolver(() => TestSummaryConnection, { description: "Tests in judging order: samples first." })
  async tests(
    @Ctx() context: RequestContext,
    @Root() { id }: TestSetRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<TestSummary>> {
    return pageOfTests(await context.loader(testsOfTestSet).load(id), page);
  }
}
