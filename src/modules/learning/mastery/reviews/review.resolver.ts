import { Arg, Args, Ctx, FieldResolver, Float, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { reviewsOfCard, SHOWN_REVIEWS } from "./review.loaders.js";
import type { CardRow, ReviewRow, SettingsRow } from "./review.rows.js";
import {
  RecordReviewInput,
  RecordReviewPayload,
  ReviewCardConnection,
  ReviewCardType,
  ReviewSettingsType,
  ReviewType,
  UndoReviewInput,
  UndoReviewPayload,
  UpdateReviewSettingsInput,
  UpdateReviewSettingsPayload,
} from "./review.type.js";
import { MOST_REVIEWS, type ReviewsService } from "./reviews.service.js";
import { recallAt } from "./schedule.js";

@Resolver(() => ReviewCardType)
export class ReviewResolver {
  constructor(private readonly reviews: ReviewsService) {}

  @Allow("mastery:read")
  @Query(() => ReviewCardConnection, {
    description:
      "Your review cards, the one that is due longest first. Problems that you may not currently read are left out. `reviewSteps` has lessons and quizzes too. Errors: BAD_USER_INPUT.",
  })
  reviewQueue(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("all", () => Boolean, { defaultValue: false, description: "Also cards that are not due yet." }) all: boolean,
  ): Promise<Connection<CardRow>> {
    return this.reviews.queue(em, signedIn, page, all);
  }

  @Allow("mastery:read")
  @Query(() => ReviewCardType, {
    nullable: true,
    description: "Your review card of a problem. Null if there is none. Errors: NOT_FOUND for a problem that you may not read.",
  })
  reviewCard(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("problemId", () => idOf("Problem"), { description: "ID of the problem." }) problemId: string,
  ): Promise<CardRow | null> {
    return this.reviews.cardOf(em, signedIn, problemId);
  }

  @Allow("mastery:read")
  @Query(() => ReviewSettingsType, { description: "Your settings of spaced repetition." })
  reviewSettings(@Ctx() { em, signedIn }: RequestContext): Promise<SettingsRow> {
    return this.reviews.settings(em, signedIn);
  }

  @Allow("mastery:edit")
  @Mutation(() => RecordReviewPayload, {
    description: `Records that you reviewed a problem, and schedules the next review by FSRS-6. Makes the card if there is none. Errors: BAD_USER_INPUT for a time in the future or before the last review, NOT_FOUND, CONFLICT when the card has ${MOST_REVIEWS} reviews.`,
  })
  recordReview(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => RecordReviewInput, { description: "The review." }) { problemId, rating, at }: RecordReviewInput,
  ): Promise<RecordReviewPayload> {
    return this.reviews.record(em, signedIn, { problemId, rating, at: at ?? null });
  }

  @Allow("mastery:edit")
  @Mutation(() => UndoReviewPayload, {
    description:
      "Removes the last review of a problem and restores its card, also for a review by a verdict. Errors: NOT_FOUND, CONFLICT when there is no review.",
  })
  undoReview(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("input", () => UndoReviewInput, { description: "The problem." }) { problemId }: UndoReviewInput,
  ): Promise<UndoReviewPayload> {
    return this.reviews.undo(em, signedIn, problemId);
  }

  @Allow("mastery:edit")
  @Mutation(() => UpdateReviewSettingsPayload, { description: "Changes your settings of spaced repetition. Errors: BAD_USER_INPUT." })
  async updateReviewSettings(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateReviewSettingsInput, { description: "The changes." })
    { enabled, desiredRetention }: UpdateReviewSettingsInput,
  ): Promise<UpdateReviewSettingsPayload> {
    const settings = await this.reviews.changeSettings(signedIn, {
      ...(enabled != null && { enabled }),
      ...(desiredRetention != null && { desiredRetention }),
    });
    return { settings };
  }

  @FieldResolver(() => ProblemType, { description: "The problem." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: CardRow): Promise<ProblemRow | null> {
    return context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: "Probability that you recall the solution now, 0 to 1. Null for a new card.",
  })
  retrievability(@Root() card: CardRow): number | null {
    return recallAt(card, new Date());
  }

  @FieldResolver(() => [ReviewType], { description: `The last ${SHOWN_REVIEWS} reviews, newest first.` })
  history(@Ctx() context: RequestContext, @Root() { id }: CardRow): Promise<ReviewRow[]> {
    return context.loader(reviewsOfCard).load(id);
  }
}

@Resolver(() => ReviewType)
export class ReviewSourceResolver {
  @FieldResolver(() => idOf("Submission"), {
    nullable: true,
    description: "ID of the submission whose verdict is this review; null if you rated it yourself.",
  })
  submissionId(@Root() { submissionId }: ReviewRow): string | null {
    return submissionId;
  }
}
