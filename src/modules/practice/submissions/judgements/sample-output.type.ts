import { Field, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { type Side, SIDES } from "../../../../judge/sandbox/sandbox.js";
import type { SampleOutput, SampleTranscript } from "../../../../judge/test-result.js";

const SideEnum = enumOf(SIDES);
registerEnumType(SideEnum, {
  name: "InteractionSide",
  description: "Who wrote a part of a transcript.",
  valuesConfig: { SUBMISSION: { description: "The submission." }, INTERACTOR: { description: "The interactor." } },
});

@ObjectType("TranscriptEntry", { simpleResolvers: true, description: "What one side wrote before the other one wrote again." })
export class TranscriptEntryType {
  @Field(() => SideEnum, { description: "Who wrote it." })
  from!: Side;

  @Field(() => String, { description: "The text, with its line ends." })
  text!: string;
}

@ObjectType("Transcript", {
  simpleResolvers: true,
  description: "What a submission and the interactor wrote to each other, at most 16 KiB.",
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
  @Field(() => String, { description: "Standard input of the program." })
  input!: string;

  @Field(() => String, { description: "Expected standard output." })
  expected!: string;

  @Field(() => String, { description: "Standard output of the program." })
  actual!: string;

  @Field(() => String, { description: "Standard error of the program." })
  stderr!: string;

  @Field(() => String, {
    nullable: true,
    description: "Message of the checker, such as the position of the first difference; null if there is none.",
  })
  message!: string | null;

  @Field(() => TranscriptType, {
    nullable: true,
    description: "What submission and interactor wrote to each other; null unless the problem is interactive.",
  })
  transcript?: TranscriptType | null;
}
