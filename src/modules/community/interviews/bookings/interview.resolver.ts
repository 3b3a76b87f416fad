import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { badInput } from "../../../../kernel/errors.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import type { BookingsService } from "./bookings.service.js";
import {
  BookInterviewInput,
  BookInterviewPayload,
  CancelInterviewInput,
  CancelInterviewPayload,
  ConfirmInterviewInput,
  ConfirmInterviewPayload,
  MyInterviewsArgs,
  RescheduleInterviewInput,
  RescheduleInterviewPayload,
  SetInterviewProblemInput,
  SetInterviewProblemPayload,
} from "./interview.input.js";
import { readInterview, type InterviewRow, type ParticipantRow } from "./interview.rows.js";
import { InterviewConnection, InterviewParticipantType, InterviewRoundType, InterviewType, type RoundRow } from "./interview.type.js";
import { roundsOf, seesProblem } from "./rounds.js";

@Resolver(() => InterviewType)
export class InterviewResolver {
  constructor(private readonly bookings: BookingsService) {}

  @Allow("interview:read-own")
  @Query(() => InterviewConnection, { description: "Your interviews. Errors: BAD_USER_INPUT." })
  myInterviews(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => MyInterviewsArgs) { upcoming, ...page }: MyInterviewsArgs,
  ): Promise<Connection<InterviewRow>> {
    return this.bookings.list(em, signedIn, upcoming ?? null, page);
  }

  @Allow("interview:read-own")
  @Query(() => InterviewType, { description: "One of your interviews. Errors: BAD_USER_INPUT, NOT_FOUND." })
  interview(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Interview"), { description: "ID of the interview." }) id: string,
  ): Promise<InterviewRow> {
    return readInterview(em, signedIn, id);
  }

  @Allow("interview:take-part")
  @Mutation(() => BookInterviewPayload, {
    description:
      "Books a slot of a host, who then confirms it within a day. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN for an own slot, CONFLICT if the slot is gone, or you have another interview then or 20 upcoming ones.",
  })
  async bookInterview(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => BookInterviewInput, { description: "The slot." }) { hostId, startsAt, language: name }: BookInterviewInput,
  ): Promise<BookInterviewPayload> {
    const language = name == null ? null : findLanguage(name);
    if (language === undefined) throw badInput("input.language", "There is no such language.", "UNKNOWN_VALUE");
    return { interview: await this.bookings.book(signedIn, { hostId, startsAt, language: language?.id ?? null }) };
  }

  @Allow("interview:take-part")
  @Mutation(() => ConfirmInterviewPayload, {
    description:
      "Agrees to the present time. When both have, calendar invitations are mailed. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when it is over or `confirmBy` has passed.",
  })
  async confirmInterview(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ConfirmInterviewInput, { description: "The interview." }) { id }: ConfirmInterviewInput,
  ): Promise<ConfirmInterviewPayload> {
    return { interview: await this.bookings.confirm(signedIn, id) };
  }

  @Allow("interview:take-part")
  @Mutation(() => RescheduleInterviewPayload, {
    description:
      "Moves an interview; the other participant has to confirm the new time. A confirmed one until 12 hours before its start (an admin may set another deadline). Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT after the deadline, when it is over, or when one of you has another interview then.",
  })
  async rescheduleInterview(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RescheduleInterviewInput, { description: "The new time." }) { id, startsAt }: RescheduleInterviewInput,
  ): Promise<RescheduleInterviewPayload> {
    return { interview: await this.bookings.reschedule(signedIn, id, startsAt) };
  }

  @Allow("interview:take-part")
  @Mutation(() => CancelInterviewPayload, {
    description:
      "Cancels or declines an interview. Less than 12 hours before the start of a confirmed one it counts as late (an admin may set another deadline). The other one's request for a peer is open again, before others. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when it is over or has started.",
  })
  async cancelInterview(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CancelInterviewInput, { description: "The interview." }) { id, reason }: CancelInterviewInput,
  ): Promise<CancelInterviewPayload> {
    return { interview: await this.bookings.cancel(signedIn, id, reason ?? "") };
  }

  @Allow("interview:take-part")
  @Mutation(() => SetInterviewProblemPayload, {
    description:
      "Chooses the question of an interview, as its instructor. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN for others and for interviews of peers, ENTITLEMENT_REQUIRED, CONFLICT when it is over or the problem takes no submissions.",
  })
  async setInterviewProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SetInterviewProblemInput, { description: "The question." }) { id, problemId }: SetInterviewProblemInput,
  ): Promise<SetInterviewProblemPayload> {
    return { interview: await this.bookings.setProblem(signedIn, id, problemId) };
  }

  @FieldResolver(() => [InterviewRoundType], { description: "Its rounds: two for peers, one with an instructor." })
  rounds(@Root() interview: InterviewRow): RoundRow[] {
    const now = new Date();
    const problems = [interview.firstProblemId, interview.secondProblemId];
    return roundsOf(interview).map((round) => ({
      ...round,
      problemId: seesProblem(interview, round, interview.viewerSeat, now) ? problems[round.number - 1]! : null,
    }));
  }

  @FieldResolver(() => LanguageType, { nullable: true, description: "Programming language that both know; null if none was asked for." })
  language(@Root() { language }: InterviewRow): LanguageType | null {
    return language === null ? null : languageOf({ language });
  }
}

@Resolver(() => InterviewParticipantType)
export class InterviewParticipantResolver {
  @FieldResolver(() => UserType, { nullable: true, description: "Who it is; null if the account is deleted." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: ParticipantRow): Promise<UserType | null> {
    return userId === null ? null : context.loader(userById).load(userId);
  }
}

@Resolver(() => InterviewRoundType)
export class InterviewRoundResolver {
  @FieldResolver(() => ProblemType, {
    nullable: true,
    description: "The question: its interviewer sees it at once, the other one when the round starts. Null before, and if there is none.",
  })
  async problem(@Ctx() context: RequestContext, @Root() { problemId }: RoundRow): Promise<ProblemRow | null> {
    return problemId === null ? null : context.loader(problemById).load(problemId);
  }
}
