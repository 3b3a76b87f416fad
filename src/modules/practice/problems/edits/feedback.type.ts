import { registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { FEEDBACK } from "./feedback.js";

export const FeedbackEnum = enumOf(FEEDBACK);
registerEnumType(FeedbackEnum, {
  name: "Feedback",
  description:
    "What the sender of a rejected submission sees. Samples, compiler errors and failures of the judge are always shown. Editors of the problem and admins see everything.",
  valuesConfig: {
    NOTHING: {
      description:
        "That it was rejected: the verdict is REJECTED. Nothing of hidden tests, neither how many passed nor the score, until it is accepted.",
    },
    VERDICT: { description: "The verdict, time and memory of each finished test. The default." },
    FIRST_DIFFERENCE: {
      description: "Also, in `failedTest`, where the output of the first failed test differs, if a built-in checker compared it.",
    },
    EVERYTHING: {
      description: "Also, in `failedTest`, input, expected output and output of the first failed test. Never another hidden test.",
    },
  },
});

export const FEEDBACK_DESCRIPTION = "What the sender of a rejected submission sees of hidden tests.";
