import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { type Side, SIDES } from "../../../../judge/sandbox/sandbox.js";
import type { SampleOutput, SampleTranscript } from "../../../../judge/test-result.js";

const SideEnum = enumOf(SIDES);
registerEnumType(SideEnum, {
  name: "InteractionSide",
  description: "Who wrote a part of a transcript.",
  valuesConfig: {
    SUBMISSION: { description: "The submission." },
    INTERACTOR: { description: "The interactor; the judge, in a problem that is not interactive." },
  },
});

@ObjectType("TranscriptEntry", {
  simpleResolvers: true,
  description: "What one side wrote before the other one wrote again, or the run ended.",
})
export class TranscriptEntryType {
  @Field(() => SideEnum, { description: "Who wrote it." })
  from!: Side;

  @Field(() => String, { description: "The text, with its line ends." })
  text!: string;

  @Field(() => Int, { description: "Run of the submission in which it was written, from 1. Always 1 unless the problem is multi-pass." })
  pass!: number;
}

@ObjectType("Transcript", {
  simpleResolvers: true,
  description:
    "What a submission and the interactor wrote to each other, at most 16 KiB. Of a multi-pass problem that is not interactive: input and output of each run.",
})
export class TranscriptType implements SampleTranscript {
  @Field(() => [TranscriptEntryType], { description: "In the order of arrival. The sides take turns." })
  entries!: TranscriptEntryType[];

  @Field(() => Boolean, { description: "Whether there was more." })
  truncated!: boolean;
}

@ObjectType("SampleOutput", {
  simpleResolvers: true,
  description: "Output of a sample test. Never available for hidden tests. Each text is truncated at 4 KB, the transcript at 16 KiB.",
})
export class SampleOutputType implements SampleOutput {
  @Field(() => String, { description: "Standard input of the program, or the arguments of the function." })
  input!: string;

  @Field(() => String, { description: "Expected standard output, or result." })
  expected!: string;

  @Field(() => String, {
    description: "Standard output of the program, or what the function returned, as JSON; empty if it did not return.",
  })
  actual!: string;

  @Field(() => String, { nullable: true, description: "What the code of a function problem printed by itself. Null for other problems." })
  printed?: string | null;

  @Field(() => String, { description: "Standard error of the program." })
  stderr!: string;

  @Field(() => String, {
    nullable: true,
    description: "Message of the checker, such as the position of the first difference; null if there is none.",
  })
  message!: string | null;

  @Field(() => TranscriptType, {
    nullable: true,
    description: "What submission and interactor wrote to each other; null unless the problem is interactive or multi-pass.",
  })
  transcript?: TranscriptType | null;
}
