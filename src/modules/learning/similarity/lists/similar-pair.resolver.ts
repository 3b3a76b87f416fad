import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { Connection } from "../../../../graphql/pagination.js";
import type { Database } from "../../../../platform/database/database.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import type { Region } from "../code/compare.js";
import { STORED_SCORE_MIN } from "../similarity-limits.js";
import { noteReading } from "./access.js";
import {
  ComparedCodeType,
  MatchingRegionType,
  SimilarPairConnection,
  SimilarPairsArgs,
  SimilarPairType,
  SimilarSubmissionsArgs,
} from "./similar-pair.type.js";
import { comparedCode, comparedSource, listPairs, listSimilar, regionsOfPair, type CodeRow, type PairRow } from "./similar-pairs.js";

@Resolver(() => SimilarPairType)
export class SimilarPairResolver {
  constructor(private readonly db: Database) {}

  @Allow("similarity:read")
  @Query(() => SimilarPairConnection, {
    description:
      "Submissions of other accounts that resemble one submission, the most similar first: at most 20, one of each account. The submission is `first` of each pair. Evidence for a person, never a verdict. Recorded in the audit log. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN for learners of the class, CONFLICT if the submission is not compared yet or can't be.",
  })
  async similarSubmissions(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => SimilarSubmissionsArgs) { submissionId, assignmentId = null, minimumScore: minimum, ...page }: SimilarSubmissionsArgs,
  ): Promise<Connection<PairRow>> {
    const minimumScore = minimum ?? STORED_SCORE_MIN;
    const found = await listSimilar(em, signedIn, { submissionId, assignmentId, minimumScore }, page);
    await noteReading(this.db, signedIn, { type: "submission", id: submissionId });
    return found;
  }

  @Allow("similarity:read")
  @Query(() => SimilarPairConnection, {
    description:
      "Pairs of accounts whose submissions to a problem, or to the problems of an assignment, resemble each other, the most similar first: of each two accounts the most similar submissions. Evidence for a person, never a verdict. Recorded in the audit log. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN for learners of the class.",
  })
  async similarPairs(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => SimilarPairsArgs) { problemId = null, assignmentId = null, minimumScore: minimum, ...page }: SimilarPairsArgs,
  ): Promise<Connection<PairRow>> {
    const minimumScore = minimum ?? STORED_SCORE_MIN;
    const found = await listPairs(em, signedIn, { problemId, assignmentId, minimumScore }, page);
    const subject = assignmentId ? { type: "class-assignment", id: assignmentId } : { type: "problem", id: problemId! };
    await noteReading(this.db, signedIn, subject);
    return found;
  }

  @FieldResolver(() => ComparedCodeType, { description: "The submission that was asked for, or the first of the pair." })
  async first(@Ctx() context: RequestContext, @Root() { firstId }: PairRow): Promise<CodeRow> {
    return (await context.loader(comparedCode).load(firstId))!;
  }

  @FieldResolver(() => ComparedCodeType, { description: "The other submission." })
  async second(@Ctx() context: RequestContext, @Root() { secondId }: PairRow): Promise<CodeRow> {
    return (await context.loader(comparedCode).load(secondId))!;
  }

  @FieldResolver(() => [MatchingRegionType], {
    description: "Where the two programs agree, in the order of the first one, to be shown side by side; the largest 100.",
  })
  regions(@Ctx() context: RequestContext, @Root() { firstId, secondId }: PairRow): Promise<Region[]> {
    return context.loader(regionsOfPair).load(`${firstId} ${secondId}`);
  }
}

@Resolver(() => ComparedCodeType)
export class ComparedCodeResolver {
  @FieldResolver(() => UserType, { description: "The account that sent it." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: CodeRow): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: CodeRow): Promise<unknown> {
    return context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => String, { nullable: true, description: "Source code. Null once the account that sent it is deleted." })
  source(@Ctx() context: RequestContext, @Root() { id }: CodeRow): Promise<string | null> {
    return context.loader(comparedSource).load(id);
  }
}
