import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { badInput } from "../../../../kernel/errors.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { problemById } from "../../problems/problem.loaders.js";
import type { ProblemRow } from "../../problems/problem.rows.js";
import { ProblemType } from "../../problems/problem.type.js";
import { MOST_COUNTED, outdatedVerdicts } from "./outdated-verdicts.js";
import { NOT_APPLIED, rejudgedSubmissions, verdictChanges, type RejudgedSubmissionRow } from "./rejudged-submissions.js";
import type { VerdictChange } from "./rejudging.entity.js";
import {
  ApplyRejudgingPayload,
  CancelRejudgingPayload,
  CreateRejudgingInput,
  CreateRejudgingPayload,
  DecideRejudgingInput,
  RejudgedSubmissionFilter,
  RejudgeSubmissionsInput,
  RejudgeSubmissionsPayload,
} from "./rejudging.input.js";
import { readRejudging, type RejudgingRow } from "./rejudging.rows.js";
import type { Selection } from "./rejudging-selection.js";
import type { RejudgingStreams } from "./rejudging.stream.js";
import { RejudgedSubmissionConnection, RejudgingConnection, RejudgingType, VerdictChangeType } from "./rejudging.type.js";
import { MOST_IN_A_SET, MOST_REJUDGED, type RejudgingsService } from "./rejudgings.service.js";

@Resolver(() => RejudgingType)
export class RejudgingResolver {
  constructor(
    private readonly service: RejudgingsService,
    private readonly streams: RejudgingStreams,
  ) {}

  @Allow("submission:rejudge")
  @Query(() => RejudgingType, { nullable: true, description: "A rejudging, for editors of its problem and admins. Errors: NOT_FOUND." })
  rejudging(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Rejudging"), { description: "ID of the rejudging." }) id: string,
  ): Promise<RejudgingRow> {
    return readRejudging(em, signedIn, id);
  }

  @Allow("submission:rejudge")
  @Query(() => RejudgingConnection, {
    description: "Rejudgings, newest first: who, when, why and how many. Errors: NOT_FOUND, FORBIDDEN.",
  })
  rejudgings(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("problemId", () => idOf("Problem"), { nullable: true, description: "Only those of this problem. Only admins may omit it." })
    problemId?: string | null,
  ): Promise<Connection<RejudgingRow>> {
    return this.service.list(em, signedIn, problemId ?? null, page);
  }

  @Allow("submission:rejudge")
  @Mutation(() => CreateRejudgingPayload, {
    description: `Judges submissions again with the current tests, limits and checker of their problem, at most ${MOST_IN_A_SET} in a set. For editors of the problem and admins. Present verdicts stay until \`applyRejudging\`. Submissions of learners are judged first. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT, RATE_LIMITED.`,
  })
  createRejudging(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateRejudgingInput, { description: "The submissions and the reason." }) input: CreateRejudgingInput,
  ): Promise<CreateRejudgingPayload> {
    const options = { reason: input.reason ?? "", applyWhenJudged: input.applyWhenJudged ?? false };
    return this.service.create(signedIn, selectionOf(input), options, address);
  }

  @Allow("submission:rejudge")
  @Mutation(() => ApplyRejudgingPayload, {
    description:
      "Makes the new verdicts of a rejudging count, all or, after a failure, none twice: statistics, solved problems and notifications follow. Runs in the background; safe to repeat. Errors: NOT_FOUND, CONFLICT unless it is READY.",
  })
  async applyRejudging(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DecideRejudgingInput, { description: "The rejudging." }) { id }: DecideRejudgingInput,
  ): Promise<ApplyRejudgingPayload> {
    return { rejudging: await this.service.apply(signedIn, id, address) };
  }

  @Allow("submission:rejudge")
  @Mutation(() => CancelRejudgingPayload, {
    description:
      "Ends a rejudging without any change, also while it is judged. Its new results are deleted, its counts are kept. Safe to repeat. Errors: NOT_FOUND, CONFLICT once it is applied.",
  })
  async cancelRejudging(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DecideRejudgingInput, { description: "The rejudging." }) { id }: DecideRejudgingInput,
  ): Promise<CancelRejudgingPayload> {
    return { rejudging: await this.service.cancel(signedIn, id, address) };
  }

  @Allow("submission:rejudge")
  @Mutation(() => RejudgeSubmissionsPayload, {
    deprecationReason: "Since 2026-11-29 (0.3.0): use `createRejudging`. Goes with 0.5.0.",
    description: `Rejudges at most ${MOST_REJUDGED} submissions and applies the result when all of them are judged. For editors of the problem and admins. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT, RATE_LIMITED.`,
  })
  rejudgeSubmissions(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RejudgeSubmissionsInput, { description: "The submissions to rejudge." }) input: RejudgeSubmissionsInput,
  ): Promise<RejudgeSubmissionsPayload> {
    return this.service.rejudge(signedIn, selectionOf(input), input.reason ?? "", address);
  }

  @Allow("submission:rejudge")
  @Subscription(() => RejudgingType, {
    ...fedByStream,
    description:
      "Live progress of a rejudging: its current state, then each change, at most four a second. Completes once it is APPLIED or CANCELLED. If you subscribe late or again after a disconnect, you still get the same final state. Errors: NOT_FOUND.",
  })
  rejudgingProgress(
    @Root() rejudging: RejudgingRow,
    @Arg("id", () => idOf("Rejudging"), { description: "ID of the rejudging to watch." }) _id: string,
  ): RejudgingRow {
    return rejudging;
  }

  @StreamOf("rejudgingProgress")
  async watch({ id }: { id: string }, { em, signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.streams.watch((await readRejudging(em, signedIn, id)).id);
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem; null for a set of several problems." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: RejudgingRow): Promise<ProblemRow | null> | null {
    return problemId === null ? null : context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Account that created it." })
  createdBy(@Ctx() context: RequestContext, @Root() { createdById }: RejudgingRow): Promise<UserType | null> {
    return context.loader(userById).load(createdById);
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: "Account that applied or cancelled it; its creator if it was applied automatically. Null before that.",
  })
  decidedBy(@Ctx() context: RequestContext, @Root() { decidedById }: RejudgingRow): Promise<UserType | null> | null {
    return decidedById === null ? null : context.loader(userById).load(decidedById);
  }

  @FieldResolver(() => [VerdictChangeType], {
    description: "Old against new verdicts of what is judged so far, most frequent first; as it was when the set was applied or cancelled.",
  })
  verdictChanges(@Ctx() context: RequestContext, @Root() { id }: RejudgingRow): Promise<VerdictChange[]> {
    return context.loader(verdictChanges).load(id);
  }

  @FieldResolver(() => Int, { description: "Number of submissions that become ACCEPTED." })
  async gainedCount(@Ctx() context: RequestContext, @Root() { id }: RejudgingRow): Promise<number> {
    const changes = await context.loader(verdictChanges).load(id);
    return sum(changes.filter(({ from, to }) => from !== "ACCEPTED" && to === "ACCEPTED"));
  }

  @FieldResolver(() => Int, { description: "Number of submissions that were ACCEPTED and are no longer." })
  async lostCount(@Ctx() context: RequestContext, @Root() { id }: RejudgingRow): Promise<number> {
    const changes = await context.loader(verdictChanges).load(id);
    return sum(changes.filter(({ from, to }) => from === "ACCEPTED" && to !== "ACCEPTED" && !NOT_APPLIED.includes(to)));
  }

  @FieldResolver(() => RejudgedSubmissionConnection, {
    description: "The submissions with their verdicts before and after, oldest first. Empty once the set is cancelled.",
  })
  submissions(
    @Ctx() context: RequestContext,
    @Root() { id }: RejudgingRow,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => RejudgedSubmissionFilter, { nullable: true, description: "Default: all." })
    filter?: RejudgedSubmissionFilter | null,
  ): Promise<Connection<RejudgedSubmissionRow>> {
    return context.loader(rejudgedSubmissions).load({ parentId: id, page, filter: filter ?? {} });
  }
}

/** Changing a problem's tests, limits or checker offers a rejudging. */
@Resolver(() => ProblemType)
export class ProblemOutdatedVerdictsResolver {
  @Visible("owner")
  @FieldResolver(() => Int, {
    nullable: true,
    description: `Number of submissions judged with other tests, limits or another checker than the problem has now, counted up to ${MOST_COUNTED}. Rejudge them with \`createRejudging\` and \`filter: { problemId, outdated: true }\`. Visible to editors; null for others.`,
  })
  outdatedVerdictCount(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<number> {
    return context.loader(outdatedVerdicts).load(id);
  }
}

function selectionOf({ submissionIds, filter }: RejudgeSubmissionsInput): Selection {
  if (submissionIds && !filter) return { ids: submissionIds };
  if (filter && !submissionIds) return { filter };
  throw badInput(filter ? "input.filter" : "input.submissionIds", "Give either `submissionIds` or `filter`.");
}

const sum = (changes: readonly VerdictChange[]) => changes.reduce((total, { count }) => total + count, 0);
