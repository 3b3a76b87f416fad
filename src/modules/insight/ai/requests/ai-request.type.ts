import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { globalId } from "../../../../kernel/global-id.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { AiReviewType } from "../features/review/review.type.js";
import { AiExplanationType, AiHintType, AiIssueType, AiPathAdviceType, AiQuizDraftType, AiSummaryType } from "./ai-answer.type.js";
import { AI_FAILURES, AI_KINDS, AI_STATUSES, type AiFailureCode, type AiKind, type AiStatus } from "./ai-kinds.js";
import type { AiRequestRow } from "./ai-request.rows.js";

export const AiKindEnum = enumOf(AI_KINDS);
registerEnumType(AiKindEnum, {
  name: "AiRequestKind",
  description: "What AI was asked for.",
  valuesConfig: {
    REVIEW: { description: "`reviewSubmission`." },
    HINT: { description: "`requestAiHint`." },
    EXPLANATION: { description: "`explainError`." },
    SUMMARY: { description: "`requestAiSummary`." },
    QUIZ_DRAFT: { description: "`draftQuiz`." },
    PATH: { description: "`narrateLearningPath`." },
    PROOFREADING: { description: "`proofreadProblem`." },
  },
});

export const AiStatusEnum = enumOf(AI_STATUSES);
registerEnumType(AiStatusEnum, {
  name: "AiRequestStatus",
  description: "Where an AI request is. FINISHED, FAILED and CANCELLED are final.",
  valuesConfig: {
    QUEUED: { description: "Waiting for a worker, or for the next try after the provider did not answer." },
    RUNNING: { description: "The provider is answering, or the answer is being checked." },
    FINISHED: { description: "The answer was checked and stored." },
    FAILED: { description: "There is no answer. `failure` says why." },
    CANCELLED: { description: "Cancelled by you, or because you withdrew your consent." },
  },
});

const AiFailureEnum = enumOf(AI_FAILURES);
registerEnumType(AiFailureEnum, {
  name: "AiRequestFailure",
  description: "Why an AI request has no answer.",
  valuesConfig: {
    UNAVAILABLE: { description: "The provider did not answer, again and again. Try later." },
    REFUSED: { description: "The provider or the model refused the request." },
    INCOMPLETE: { description: "The answer was too long." },
    INVALID_ANSWER: { description: "The answer did not have the wanted form, even after one repair." },
    WITHHELD: { description: "The answer would give the solution away." },
  },
});

@ObjectType("AiMessage", { simpleResolvers: true, description: "A message that was sent to the AI provider." })
export class AiMessageType {
  @Field(() => String, { description: "`system` for instructions of this program, `user` for the data." })
  role!: string;

  @Field(() => String, { description: "The whole text. E-mail addresses and secrets have been replaced." })
  content!: string;
}

const answerOf =
  (kind: AiKind) =>
  (row: AiRequestRow): object | null =>
    row.kind === kind ? row.answer : null;

const listOf =
  (kind: AiKind, name: string) =>
  (row: AiRequestRow): unknown =>
    row.kind === kind && row.answer ? (row.answer as Record<string, unknown>)[name] : null;

const SUBJECTS: Readonly<Partial<Record<AiKind, string>>> = {
  REVIEW: "Submission",
  EXPLANATION: "Submission",
  HINT: "Problem",
  PROOFREADING: "Problem",
  QUIZ_DRAFT: "Lesson",
};

@ObjectType("AiRequest", {
  implements: Node,
  simpleResolvers: true,
  description: "Something that you asked AI for, with the answer. Visible to you only, not even to admins.",
})
export class AiRequestType implements Pick<
  AiRequestRow,
  | "id"
  | "kind"
  | "level"
  | "status"
  | "failure"
  | "isModel"
  | "fromCache"
  | "promptTokens"
  | "completionTokens"
  | "costMicros"
  | "createdAt"
  | "finishedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => AiKindEnum, { description: "What was asked for." })
  kind!: AiKind;

  @Derived(({ kind, subjectId }: AiRequestRow) => {
    const type = SUBJECTS[kind];
    return type && subjectId ? globalId(type, subjectId) : null;
  })
  @Field(() => ID, {
    nullable: true,
    description: "Global ID of the submission, problem or lesson that it is about. Null for a summary and for the learning path.",
  })
  subjectId?: string | null;

  @Field(() => Int, { nullable: true, description: "Level of a hint, 1 to 3; null for other kinds." })
  level!: number | null;

  @Field(() => AiStatusEnum, { description: "Where it is." })
  status!: AiStatus;

  @Field(() => AiFailureEnum, { nullable: true, description: "Why it FAILED; null otherwise." })
  failure!: AiFailureCode | null;

  @Derived(({ provider }: AiRequestRow) => provider)
  @Field(() => String, { description: "Who answers: the host name of the provider, or `built-in rules`." })
  providerName?: string;

  @Derived(({ model }: AiRequestRow) => model)
  @Field(() => String, { description: "Name of the model; `none` without one." })
  modelName?: string;

  @Field(() => Boolean, { description: "Whether a language model answers. False: built-in rules, which should be shown as such." })
  isModel!: boolean;

  @Field(() => Boolean, { description: "Whether it is the answer of an earlier request with the same content. It counts for no quota." })
  fromCache!: boolean;

  @Derived(({ status, text }: AiRequestRow) => (status === "FINISHED" ? markdown(text) : null))
  @Field(() => MarkdownType, { nullable: true, description: "The answer. Null until FINISHED; `aiStatus` streams it before." })
  text?: MarkdownType | null;

  @Derived(answerOf("REVIEW"))
  @Field(() => AiReviewType, { nullable: true, description: "For a REVIEW, when FINISHED." })
  review?: AiReviewType | null;

  @Derived(answerOf("HINT"))
  @Field(() => AiHintType, { nullable: true, description: "For a HINT, when FINISHED." })
  hint?: AiHintType | null;

  @Derived(answerOf("EXPLANATION"))
  @Field(() => AiExplanationType, { nullable: true, description: "For an EXPLANATION, when FINISHED." })
  explanation?: AiExplanationType | null;

  @Derived(answerOf("SUMMARY"))
  @Field(() => AiSummaryType, { nullable: true, description: "For a SUMMARY, when FINISHED." })
  summary?: AiSummaryType | null;

  @Derived(answerOf("QUIZ_DRAFT"))
  @Field(() => AiQuizDraftType, { nullable: true, description: "For a QUIZ_DRAFT, when FINISHED." })
  quizDraft?: AiQuizDraftType | null;

  @Derived(listOf("PATH", "steps"))
  @Field(() => [AiPathAdviceType], { nullable: true, description: "For a PATH, when FINISHED: advice on its steps, at most 8." })
  pathAdvice?: AiPathAdviceType[] | null;

  @Derived(listOf("PROOFREADING", "issues"))
  @Field(() => [AiIssueType], { nullable: true, description: "For a PROOFREADING, when FINISHED: the faults found, at most 50." })
  issues?: AiIssueType[] | null;

  @Field(() => Int, { description: "Tokens of the prompt, as the provider counts them." })
  promptTokens!: number;

  @Field(() => Int, { description: "Tokens of the answer." })
  completionTokens!: number;

  @Field(() => Int, { description: "Cost in millionths of the operator's currency unit; 0 if no prices are configured." })
  costMicros!: number;

  @Field(() => GraphQLDateTime, { description: "When you asked." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it ended; null before." })
  finishedAt!: Date | null;
}

export const AiRequestConnection = connectionOf("AiRequest", () => AiRequestType);

@ObjectType("AiUpdate", { simpleResolvers: true, description: "What is new of an AI request." })
export class AiUpdateType {
  @Field(() => AiRequestType, { description: "The request as it is now." })
  request!: AiRequestRow;

  @Field(() => String, {
    description: "What the text has become longer by, in Markdown; may be empty. Append it to what came before.",
  })
  text!: string;

  @Field(() => Boolean, {
    description:
      "Whether `text` replaces everything that came before: always in the first message of a subscription, as the client may have reconnected; later if the answer was repaired, or another worker answers anew.",
  })
  startsOver!: boolean;
}

@ObjectType("AiQuota", { simpleResolvers: true, description: "How many AI requests you may make." })
export class AiQuotaType {
  @Field(() => Int, { description: "Requests per day (UTC): those that every account has, and `entitled`." })
  limit!: number;

  @Field(() => Int, {
    description:
      "How many of them plans, purchases, your organizations and admins give you: the sum of your active entitlements `ai-quota`. They count from the moment of the purchase.",
  })
  entitled!: number;

  @Field(() => Int, { description: "Requests of today. Answers from the cache do not count." })
  used!: number;

  @Field(() => GraphQLDateTime, { description: "When the day ends." })
  resetsAt!: Date;
}

@InputType({ description: "Restricts a list of AI requests. Conditions are combined with AND." })
export class AiRequestFilterInput {
  @Field(() => AiKindEnum, { nullable: true, description: "Only of this kind." })
  kind?: AiKind | null;

  @Field(() => AiStatusEnum, { nullable: true, description: "Only in this status." })
  status?: AiStatus | null;
}
