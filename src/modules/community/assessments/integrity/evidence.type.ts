import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import type { EvidenceFigures, SignalRow, SimilarityRow } from "./evidence.rows.js";
import { SHOWN_FROM, TOKENS_MIN } from "./code-measure.js";
import type { SignalKind } from "./signal.entity.js";
import { SignalKindEnum } from "./signal.input.js";

@ObjectType("AssessmentSignal", { simpleResolvers: true, description: "Something that the candidate's client reported." })
export class AssessmentSignalType implements Omit<SignalRow, "sittingId"> {
  @Field(() => SignalKindEnum, { description: "What it was." })
  kind!: SignalKind;

  @Field(() => Int, { nullable: true, description: "Position of the task that was open; null if none was." })
  position!: number | null;

  @Field(() => Int, { nullable: true, description: "Characters of a PASTE." })
  chars!: number | null;

  @Field(() => Int, { nullable: true, description: "Length of a FOCUS_LOST in milliseconds." })
  durationMs!: number | null;

  @Field(() => GraphQLDateTime, { description: "When, on the server's clock." })
  at!: Date;
}

@ObjectType("AssessmentSimilarity", {
  simpleResolvers: true,
  description: "Final code of two candidates for the same problem that is alike.",
})
export class AssessmentSimilarityType implements Pick<SimilarityRow, "otherCandidateId" | "otherName" | "share" | "tokens"> {
  @Field(() => idOf("AssessmentCandidate"), { description: "ID of the other candidate." })
  otherCandidateId!: string;

  @Field(() => String, { description: "Name, address or username of the other candidate." })
  otherName!: string;

  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => Float, {
    description: `Share of common runs of three tokens, ${SHOWN_FROM} to 1; names, values, comments and layout do not count. Short or obvious solutions are alike by nature.`,
  })
  share!: number;

  @Field(() => Int, { description: `Tokens of the shorter program, at least ${TOKENS_MIN}. The more, the less is a matter of chance.` })
  tokens!: number;
}

@ObjectType("AssessmentEvidence", {
  description:
    "What was observed while a candidate worked. Evidence to look at, never a score and never a verdict on a person: clients can leave things out, and everything here has ordinary reasons.",
})
export class AssessmentEvidenceType implements EvidenceFigures {
  @Field(() => Int, { description: "Pastes reported by the client." })
  pasteCount!: number;

  @Field(() => Float, { description: "Characters of all pastes." })
  pastedChars!: number;

  @Field(() => Int, { description: "Characters of the largest paste." })
  largestPasteChars!: number;

  @Field(() => Int, { description: "How often the page was in the background." })
  focusLossCount!: number;

  @Field(() => Float, { description: "Time in the background, in milliseconds." })
  awayMs!: number;

  @Field(() => Int, { description: "Signals beyond the limit of a sitting, of which only the number is known." })
  signalsDropped!: number;
}
