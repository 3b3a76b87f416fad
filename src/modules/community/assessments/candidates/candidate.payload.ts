import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { RunCodePayload } from "../../../practice/submissions/run-code/run-code.type.js";
import type { CandidateRow } from "./candidate.rows.js";
import { AssessmentCandidateType, CandidateAssessmentType } from "./candidate.type.js";

const nameOf = (name: string) => `${name[0]!.toUpperCase()}${name.slice(1)}Payload`;

function candidatePayload(name: string) {
  @ObjectType(nameOf(name), { description: `Result of ${name}.` })
  class Payload {
    @Field(() => AssessmentCandidateType, { description: "The candidate." })
    candidate!: CandidateRow;
  }
  return Payload;
}
export const ResendAssessmentInvitationPayload = candidatePayload("resendAssessmentInvitation");
export const RevokeAssessmentCandidatePayload = candidatePayload("revokeAssessmentCandidate");
export const SetAssessmentAccommodationPayload = candidatePayload("setAssessmentAccommodation");
export const GradeAssessmentAnswerPayload = candidatePayload("gradeAssessmentAnswer");

@ObjectType({ description: "Result of inviteAssessmentCandidates." })
export class InviteAssessmentCandidatesPayload {
  @Field(() => [AssessmentCandidateType], { description: "The given candidates, those invited earlier included." })
  candidates!: CandidateRow[];
}

@ObjectType({ description: "Result of deleteAssessmentCandidate." })
export class DeleteAssessmentCandidatePayload {
  @Field(() => idOf("AssessmentCandidate"), { description: "ID of the deleted candidate." })
  deletedId!: string;
}

function sessionPayload(name: string) {
  @ObjectType(nameOf(name), { description: `Result of ${name}: a session of a candidate, which can do this assessment and nothing else.` })
  class Payload {
    @Field(() => String, {
      description: "Bearer token for the `Authorization` header and for `connectionParams`. Returned only this once.",
    })
    token!: string;

    @Field(() => GraphQLDateTime, { description: "When the token expires. The link opens another session until it expires itself." })
    expiresAt!: Date;

    @Field(() => String, { description: "Title of the assessment." })
    title!: string;
  }
  return Payload;
}
export const OpenAssessmentPayload = sessionPayload("openAssessment");
export const OpenMyAssessmentPayload = sessionPayload("openMyAssessment");

function assessmentPayload(name: string) {
  @ObjectType(nameOf(name), { description: `Result of ${name}.` })
  class Payload {
    @Field(() => CandidateAssessmentType, { description: "Your assessment." })
    assessment!: CandidateRow;
  }
  return Payload;
}
export const StartAssessmentPayload = assessmentPayload("startAssessment");
export const SubmitAssessmentCodePayload = assessmentPayload("submitAssessmentCode");
export const StartAssessmentBreakPayload = assessmentPayload("startAssessmentBreak");
export const EndAssessmentBreakPayload = assessmentPayload("endAssessmentBreak");
export const FinishAssessmentPayload = assessmentPayload("finishAssessment");

@ObjectType({ description: "Result of runAssessmentCode." })
export class RunAssessmentCodePayload extends RunCodePayload {}

@ObjectType({ description: "Result of saveAssessmentCode." })
export class SaveAssessmentCodePayload {
  @Field(() => CandidateAssessmentType, { description: "Your assessment." })
  assessment!: CandidateRow;

  @Field(() => Boolean, {
    description:
      "Whether nothing was saved, because another tab has saved newer code, which `assessment` shows. Repeat with its `version` to replace it.",
  })
  outdated!: boolean;
}

@ObjectType({ description: "Result of saveAssessmentAnswers." })
export class SaveAssessmentAnswersPayload {
  @Field(() => CandidateAssessmentType, { description: "Your assessment." })
  assessment!: CandidateRow;

  @Field(() => [Int], {
    description:
      "Positions of answers that were not saved, because another tab has saved newer ones. Repeat with their `answerVersion` to replace them.",
  })
  outdated!: number[];
}

@ObjectType({ description: "Result of reportAssessmentSignals." })
export class ReportAssessmentSignalsPayload {
  @Field(() => Int, { description: "Number of signals in the batch." })
  received!: number;
}

@ObjectType({ description: "Result of deleteMyCandidateData." })
export class DeleteMyCandidateDataPayload {
  @Field(() => Boolean, { description: "Always true: the session has ended." })
  deleted!: boolean;
}
