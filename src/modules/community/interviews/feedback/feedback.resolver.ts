import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { InterviewRow } from "../bookings/interview.rows.js";
import { InterviewType } from "../bookings/interview.type.js";
import { feedbackOfInterview, notesOfInterview } from "./feedback.loaders.js";
import type { FeedbackRow, FeedbackService } from "./feedback.service.js";
import {
  GiveInterviewFeedbackInput,
  GiveInterviewFeedbackPayload,
  InterviewFeedbackType,
  SaveInterviewNotesInput,
  SaveInterviewNotesPayload,
} from "./feedback.type.js";

@Resolver(() => InterviewType)
export class InterviewFeedbackResolver {
  constructor(private readonly service: FeedbackService) {}

  @Allow("interview:take-part")
  @Mutation(() => GiveInterviewFeedbackPayload, {
    description:
      "Rates the other participant, once, after the start. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT if it has not taken place or you have given yours.",
  })
  async giveInterviewFeedback(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => GiveInterviewFeedbackInput, { description: "The rating." })
    { interviewId, wouldMeetAgain, comment, ...rubric }: GiveInterviewFeedbackInput,
  ): Promise<GiveInterviewFeedbackPayload> {
    const { problemSolving, coding, communication } = rubric;
    const feedback = { problemSolving, coding, communication, wouldMeetAgain: wouldMeetAgain ?? null, comment: comment ?? "" };
    return { interview: await this.service.give(signedIn, interviewId, feedback) };
  }

  @Allow("interview:take-part")
  @Mutation(() => SaveInterviewNotesPayload, { description: "Replaces your private notes. Errors: BAD_USER_INPUT, NOT_FOUND." })
  async saveInterviewNotes(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SaveInterviewNotesInput, { description: "The notes." }) { interviewId, notes }: SaveInterviewNotesInput,
  ): Promise<SaveInterviewNotesPayload> {
    return { interview: await this.service.saveNotes(signedIn, interviewId, notes) };
  }

  @FieldResolver(() => [InterviewFeedbackType], {
    description: "Your feedback, and that of the other once you have given yours, or a week after it was given.",
  })
  feedback(@Ctx() context: RequestContext, @Root() { id }: InterviewRow): Promise<FeedbackRow[]> {
    return context.loader(feedbackOfInterview).load(id);
  }

  @FieldResolver(() => String, { description: "Your private notes, plain text. Nobody else sees them." })
  myNotes(@Ctx() context: RequestContext, @Root() { id }: InterviewRow): Promise<string> {
    return context.loader(notesOfInterview).load(id);
  }
}
