import { Field, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import type { AiRequestRow } from "./ai-request.rows.js";
import { AiRequestType } from "./ai-request.type.js";

/** What mutations that ask AI answer. */
export interface Asked {
  request: AiRequestRow;
}

@ObjectType({ description: "Result of reviewSubmission." })
export class ReviewSubmissionPayload implements Asked {
  @Field(() => AiRequestType, { description: "The request. Watch it with `aiStatus(requestId)`." })
  request!: AiRequestRow;
}

@ObjectType({ description: "Result of requestAiHint." })
export class RequestAiHintPayload implements Asked {
  @Field(() => AiRequestType, { description: "The request. Watch it with `aiStatus(requestId)`." })
  request!: AiRequestRow;
}

@ObjectType({ description: "Result of explainError." })
export class ExplainErrorPayload implements Asked {
  @Field(() => AiRequestType, { description: "The request. Watch it with `aiStatus(requestId)`." })
  request!: AiRequestRow;
}

@ObjectType({ description: "Result of requestAiSummary." })
export class RequestAiSummaryPayload implements Asked {
  @Field(() => AiRequestType, { description: "The request. Watch it with `aiStatus(requestId)`." })
  request!: AiRequestRow;
}

@ObjectType({ description: "Result of draftQuiz." })
export class DraftQuizPayload implements Asked {
  @Field(() => AiRequestType, { description: "The request. Watch it with `aiStatus(requestId)`." })
  request!: AiRequestRow;
}

@ObjectType({ description: "Result of narrateLearningPath." })
export class NarrateLearningPathPayload implements Asked {
  @Field(() => AiRequestType, { description: "The request. Watch it with `aiStatus(requestId)`." })
  request!: AiRequestRow;
}

@ObjectType({ description: "Result of proofreadProblem." })
export class ProofreadProblemPayload implements Asked {
  @Field(() => AiRequestType, { description: "The request. Watch it with `aiStatus(requestId)`." })
  request!: AiRequestRow;
}

@ObjectType({ description: "Result of cancelAiRequest." })
export class CancelAiRequestPayload implements Asked {
  @Field(() => AiRequestType, { description: "The request." })
  request!: AiRequestRow;
}

@ObjectType({ description: "Result of deleteAiRequest." })
export class DeleteAiRequestPayload {
  @Field(() => idOf("AiRequest"), { description: "ID of the deleted request." })
  deletedId!: string;
}
