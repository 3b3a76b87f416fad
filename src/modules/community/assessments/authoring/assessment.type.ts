import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import type { AssessmentFeedback, AssessmentStatus } from "../assessment-limits.js";
import { AssessmentFeedbackEnum, AssessmentStatusEnum } from "./assessment.input.js";
import type { AssessmentCounts, AssessmentRow } from "./assessment.rows.js";

@ObjectType("AssessmentItem", { description: "A part of an assessment: a pool of problems of one difficulty, or a quiz." })
export class AssessmentItemType {
  @Field(() => Int, { description: "Position, from 1." })
  position!: number;

  @Field(() => String, { description: "Heading of its section; may be empty." })
  section!: string;

  @Field(() => Int, { description: "Number of problems that each candidate gets; 1 for a quiz." })
  draw!: number;

  @Field(() => Int, { description: "Points of the quiz, or of each problem." })
  points!: number;
}

@ObjectType("AssessmentCounts", { simpleResolvers: true, description: "How far the candidates of an assessment are." })
export class AssessmentCountsType implements AssessmentCounts {
  @Field(() => Int, { description: "Candidates, revoked ones included." })
  invited!: number;

  @Field(() => Int, { description: "Candidates who have started." })
  started!: number;

  @Field(() => Int, { description: "Candidates whose time is over or who have finished." })
  finished!: number;

  @Field(() => Int, { description: "Candidates with a final score." })
  graded!: number;
}

@ObjectType("Assessment", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A timed set of problems and quizzes for invited candidates. Visible to its author, or to owners, managers and instructors of the organization that owns it, and to admins. Candidates see it as `CandidateAssessment`.",
})
export class AssessmentType implements Omit<AssessmentRow, "authorId" | "organizationId" | "instructions"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => idOf("Assessment"), { nullable: true, description: "ID of the assessment that it was copied from." })
  copyOfId!: string | null;

  @Field(() => String, { description: "Title." })
  title!: string;

  @Derived(({ instructions }: AssessmentRow) => markdown(instructions))
  @Field(() => MarkdownType, { description: "Instructions for candidates; may be empty." })
  instructions?: MarkdownType;

  @Field(() => AssessmentStatusEnum, { description: "State." })
  status!: AssessmentStatus;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Nobody can start before. Null: no limit." })
  opensAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Nobody can start after. Null: no limit." })
  closesAt!: Date | null;

  @Field(() => Int, { description: "Time of a candidate in milliseconds, without accommodations." })
  timeLimitMs!: number;

  @Field(() => AssessmentFeedbackEnum, { description: "What candidates learn while they work." })
  feedback!: AssessmentFeedback;

  @Field(() => Int, { description: "Increases with every edit." })
  revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When results were released to candidates; null before." })
  releasedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was first published; null before." })
  publishedAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

export const AssessmentConnection = connectionOf("Assessment", () => AssessmentType);

function payload(name: string) {
  @ObjectType(`${name[0]!.toUpperCase()}${name.slice(1)}Payload`, { description: `Result of ${name}.` })
  class Payload {
    @Field(() => AssessmentType, { description: "The assessment." })
    assessment!: AssessmentRow;
  }
  return Payload;
}

export const CreateAssessmentPayload = payload("createAssessment");
export const UpdateAssessmentPayload = payload("updateAssessment");
export const PublishAssessmentPayload = payload("publishAssessment");
export const ArchiveAssessmentPayload = payload("archiveAssessment");
export const CopyAssessmentPayload = payload("copyAssessment");
export const ReleaseAssessmentResultsPayload = payload("releaseAssessmentResults");

@ObjectType({ description: "Result of rejudgeAssessment." })
export class RejudgeAssessmentPayload {
  @Field(() => AssessmentType, { description: "The assessment." })
  assessment!: AssessmentRow;

  @Field(() => Int, { description: "Submissions that are judged again." })
  rejudgedCount!: number;
}

@ObjectType({ description: "Result of deleteAssessment." })
export class DeleteAssessmentPayload {
  @Field(() => idOf("Assessment"), { description: "ID of the deleted assessment." })
  deletedId!: string;
}
