import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { ASSESSMENT_LIMITS, SIGNAL_LIMITS as LIMITS } from "../assessment-limits.js";
import { SIGNAL_KINDS, type SignalKind } from "./signal.entity.js";

export const SignalKindEnum = enumOf(SIGNAL_KINDS);
registerEnumType(SignalKindEnum, {
  name: "AssessmentSignalKind",
  description: "What a client noticed.",
  valuesConfig: {
    PASTE: { description: "Text was pasted. Only its size is reported, never the text." },
    FOCUS_LOST: { description: "The page was in the background or without focus." },
  },
});

@InputType({ description: "Something that the client noticed." })
export class AssessmentSignalInput {
  @Field(() => SignalKindEnum, { description: "What it was." })
  kind!: SignalKind;

  @Field(() => Int, { nullable: true, description: "Position of the task that was open." })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(ASSESSMENT_LIMITS.tasks)
  position?: number | null;

  @Field(() => Int, { nullable: true, description: `Characters of a PASTE, at most ${LIMITS.chars}.` })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LIMITS.chars)
  chars?: number | null;

  @Field(() => Int, { nullable: true, description: `Length of a FOCUS_LOST in milliseconds, at most ${LIMITS.durationMs}.` })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LIMITS.durationMs)
  durationMs?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many milliseconds ago it happened, at most ${LIMITS.durationMs}: the client's clock is not needed. Default 0.`,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LIMITS.durationMs)
  agoMs?: number | null;
}

@InputType({ description: "A batch of signals." })
export class ReportAssessmentSignalsInput {
  @Field(() => String, {
    description: `A key of your choice for this batch, 1 to ${LIMITS.key} characters. Send the same key when you repeat it.`,
  })
  @Length(1, LIMITS.key)
  batch!: string;

  @Field(() => [AssessmentSignalInput], { description: `1 to ${LIMITS.batch} signals.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.batch)
  @ValidateNested({ each: true })
  signals!: AssessmentSignalInput[];
}
