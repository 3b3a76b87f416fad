import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../../graphql/derived.js";
import { enumOf } from "../../../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../../../graphql/markdown.js";
import { Verdict } from "../../../../practice/submissions/judgements/judgement.type.js";
import type { ComplexityResult } from "../../truth/complexity.js";
import { COMPLEXITY_OUTCOMES, type ComplexityOutcome } from "../../truth/growth.js";
import { FAILING_INPUT_OUTCOMES, type FailingInput, type FailingInputOutcome } from "../../truth/failing-inputs.js";
import type { CheckedReview } from "./review.feature.js";

const OutcomeEnum = enumOf(FAILING_INPUT_OUTCOMES);
registerEnumType(OutcomeEnum, {
  name: "AiFailingInputOutcome",
  description: "What the judge found when it ran an input on which the program is claimed to fail.",
  valuesConfig: {
    CONFIRMED: {
      description:
        "The program fails on it, and the reference solution does not. The problem's input validators, if it has any, accept it.",
    },
    REFUTED: { description: "The program answers it correctly: the claim is wrong." },
    INVALID: { description: "It is none of the problem's: one of its input validators does not accept it. It was not run." },
    UNKNOWN: { description: "Not decided: no reference solution, not a valid input, or no judge at the time." },
  },
});

const ComplexityEnum = enumOf(COMPLEXITY_OUTCOMES);
registerEnumType(ComplexityEnum, {
  name: "AiComplexityOutcome",
  description: "Whether runs of growing size agree with a claimed time complexity.",
  valuesConfig: {
    CONSISTENT: { description: "The measured interval contains the claim." },
    CONTRADICTED: { description: "The measured interval excludes the claim." },
    UNKNOWN: { description: "The runs are too short or too few, or the claim is no power of n." },
  },
});

@ObjectType("AiLineComment", { simpleResolvers: true, description: "A comment of a review on one line." })
export class AiLineCommentType {
  @Field(() => Int, { description: "Line of the source, from 1." })
  line!: number;

  @Derived(({ text }: { text: string }) => markdown(text))
  @Field(() => MarkdownType, { description: "The comment." })
  text?: MarkdownType;
}

@ObjectType("AiFailingInput", {
  simpleResolvers: true,
  description: "An input on which a review claims that the program fails. It was run.",
})
export class AiFailingInputType implements Omit<FailingInput, "verdict"> {
  @Field(() => String, { description: "Standard input." })
  input!: string;

  @Field(() => String, { description: "Why it should fail, as the review says." })
  reason!: string;

  @Field(() => OutcomeEnum, { description: "What the judge found." })
  outcome!: FailingInputOutcome;

  @Field(() => Verdict, { nullable: true, description: "Verdict of the run; null if it was not judged." })
  verdict!: Verdict | null;

  @Field(() => String, { nullable: true, description: "Output of the program, at most 4,000 characters; null if it was not run." })
  output!: string | null;
}

@ObjectType("AiComplexityRun", { simpleResolvers: true, description: "A run of the program on a generated input." })
export class AiComplexityRunType {
  @Field(() => Int, { description: "Size n: the argument of the problem's generator." })
  size!: number;

  @Field(() => Int, { description: "CPU time, in milliseconds." })
  cpuMs!: number;
}

@ObjectType("AiComplexityCheck", {
  simpleResolvers: true,
  description: "Measured growth of the time with the size n of the input: time = c n^k.",
})
export class AiComplexityCheckType implements ComplexityResult {
  @Field(() => ComplexityEnum, { description: "Whether it agrees with `timeComplexity`." })
  outcome!: ComplexityOutcome;

  @Field(() => Float, { nullable: true, description: "The exponent k; null if the runs say nothing." })
  exponent!: number | null;

  @Field(() => Float, { nullable: true, description: "Lower end of its interval of 95% confidence." })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: "Upper end of its interval of 95% confidence." })
  high!: number | null;

  @Field(() => [AiComplexityRunType], { description: "The runs, smallest first; at most 12." })
  runs!: AiComplexityRunType[];
}

@ObjectType("AiReview", {
  simpleResolvers: true,
  description: "A review of a submission. Claims that can be checked were checked. The text itself is in `AiRequest.text`.",
})
export class AiReviewType implements Omit<CheckedReview, "text" | "failingInputs" | "comments"> {
  @Field(() => Int, { description: "1 to 5." })
  stars!: number;

  @Field(() => String, { description: "Claimed time complexity, such as O(n log n)." })
  timeComplexity!: string;

  @Field(() => String, { description: "Claimed space complexity." })
  spaceComplexity!: string;

  @Field(() => [String], { description: "What is good, as plain text; at most 5." })
  strengths!: string[];

  @Field(() => [String], { description: "What to change, as plain text; at most 5." })
  improvements!: string[];

  @Field(() => [String], { description: "Other approaches, as plain text; at most 5." })
  alternatives!: string[];

  @Field(() => [AiLineCommentType], { description: "Comments on lines, at most 20." })
  comments!: AiLineCommentType[];

  @Field(() => [AiFailingInputType], {
    description: "Inputs on which it claims that the program fails, with what the judge found; at most 3.",
  })
  failingInputs!: AiFailingInputType[];

  @Field(() => AiComplexityCheckType, {
    nullable: true,
    description: "Check of `timeComplexity`. Null if the problem has no generator with a size, or the judge did not answer.",
  })
  complexity!: AiComplexityCheckType | null;

  @Field(() => Int, { description: "Number of parts that were left out, as they give a solution away that you have not found yet." })
  withheldParts!: number;
}
