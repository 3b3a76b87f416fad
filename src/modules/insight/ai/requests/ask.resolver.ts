import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { AnyFeature } from "../features/feature.js";
import { PATH_STEPS_MAX } from "../features/path/path.feature.js";
import type { Features } from "../features/features.js";
import {
  DraftQuizInput,
  ExplainErrorInput,
  NarrateLearningPathInput,
  ProofreadProblemInput,
  RequestAiHintInput,
  RequestAiSummaryInput,
  ReviewSubmissionInput,
} from "./ai-request.input.js";
import {
  type Asked,
  DraftQuizPayload,
  ExplainErrorPayload,
  NarrateLearningPathPayload,
  ProofreadProblemPayload,
  RequestAiHintPayload,
  RequestAiSummaryPayload,
  ReviewSubmissionPayload,
} from "./ai-request.payload.js";
import type { AiRequestsService } from "./ai-requests.service.js";

const ERRORS =
  "AI_UNAVAILABLE, AI_CONSENT_REQUIRED, RATE_LIMITED (quota of the day), FORBIDDEN (an organization has switched AI off), NOT_FOUND";
const ONCE = "The same request again returns the one that is under way, or the known answer.";

@Resolver()
export class AskResolver {
  constructor(
    private readonly requests: AiRequestsService,
    private readonly features: Features,
  ) {}

  @Allow("ai:use")
  @Mutation(() => ReviewSubmissionPayload, {
    description: `Asks for a review of a submission of yours: \`Submission.aiReview\`. Sent are code, verdict, and what everyone sees of the problem. ${ONCE} Errors: ${ERRORS}, CONFLICT while it is being judged.`,
  })
  reviewSubmission(
    @Ctx() context: RequestContext,
    @Arg("input", () => ReviewSubmissionInput, { description: "The submission." }) input: ReviewSubmissionInput,
  ): Promise<ReviewSubmissionPayload> {
    return this.ask(context, this.features.REVIEW, input);
  }

  @Allow("ai:use")
  @Mutation(() => RequestAiHintPayload, {
    description: `Asks for a hint that does not give the solution away: every answer is compared with the reference solutions before it is shown. ${ONCE} Errors: BAD_USER_INPUT, ${ERRORS}, ENTITLEMENT_REQUIRED.`,
  })
  requestAiHint(
    @Ctx() context: RequestContext,
    @Arg("input", () => RequestAiHintInput, { description: "The problem and the level." }) input: RequestAiHintInput,
  ): Promise<RequestAiHintPayload> {
    return this.ask(context, this.features.HINT, input);
  }

  @Allow("ai:use")
  @Mutation(() => ExplainErrorPayload, {
    description: `Asks for an explanation of a compile error, a run-time error or an exceeded limit. ${ONCE} Errors: ${ERRORS}, CONFLICT for other verdicts.`,
  })
  explainError(
    @Ctx() context: RequestContext,
    @Arg("input", () => ExplainErrorInput, { description: "The submission." }) input: ExplainErrorInput,
  ): Promise<ExplainErrorPayload> {
    return this.ask(context, this.features.EXPLANATION, input);
  }

  @Allow("ai:use")
  @Mutation(() => RequestAiSummaryPayload, {
    description: `Asks for a summary and a mind map of a lesson or a notebook. ${ONCE} Errors: BAD_USER_INPUT, ${ERRORS}.`,
  })
  requestAiSummary(
    @Ctx() context: RequestContext,
    @Arg("input", () => RequestAiSummaryInput, { description: "The text." }) input: RequestAiSummaryInput,
  ): Promise<RequestAiSummaryPayload> {
    return this.ask(context, this.features.SUMMARY, input);
  }

  @Allow("ai:author")
  @Mutation(() => DraftQuizPayload, {
    description: `Asks for a draft of questions on a lesson, to be edited and sent to \`createQuestion\`. For authors. ${ONCE} Errors: BAD_USER_INPUT, ${ERRORS}.`,
  })
  draftQuiz(
    @Ctx() context: RequestContext,
    @Arg("input", () => DraftQuizInput, { description: "The lesson." }) input: DraftQuizInput,
  ): Promise<DraftQuizPayload> {
    return this.ask(context, this.features.QUIZ_DRAFT, input);
  }

  @Allow("ai:use")
  @Mutation(() => NarrateLearningPathPayload, {
    description: `Asks what the next steps of your learning path are for. ${ONCE} Errors: ${ERRORS}, CONFLICT if it has no steps.`,
  })
  narrateLearningPath(
    @Ctx() context: RequestContext,
    @Arg("input", () => NarrateLearningPathInput, { nullable: true, description: "How much to tell. Default: all that it can." })
    input?: NarrateLearningPathInput | null,
  ): Promise<NarrateLearningPathPayload> {
    return this.ask(context, this.features.PATH, input ?? { steps: PATH_STEPS_MAX });
  }

  @Allow("ai:author")
  @Mutation(() => ProofreadProblemPayload, {
    description: `Asks for faults in the statement of a problem that you may edit. ${ONCE} Errors: ${ERRORS}.`,
  })
  proofreadProblem(
    @Ctx() context: RequestContext,
    @Arg("input", () => ProofreadProblemInput, { description: "The problem." }) input: ProofreadProblemInput,
  ): Promise<ProofreadProblemPayload> {
    return this.ask(context, this.features.PROOFREADING, input);
  }

  private async ask(context: RequestContext, feature: AnyFeature, input: object): Promise<Asked> {
    return { request: await this.requests.ask(context, feature, input) };
  }
}
