import { registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { QUESTION_KINDS } from "./question.js";

export const QuestionKindEnum = enumOf(QUESTION_KINDS);
registerEnumType(QuestionKindEnum, {
  name: "QuestionKind",
  description: "Kind of a question: how it is answered and graded.",
  valuesConfig: {
    SINGLE_CHOICE: { description: "Select one choice. Its weight is the share of the points." },
    MULTIPLE_CHOICE: {
      description: "Select any number of choices. Share: sum of their weights, divided by the sum of all positive weights.",
    },
    TRUE_FALSE: { description: "True or false." },
    SHORT_TEXT: { description: "A short text, compared with accepted texts and patterns. The first that matches decides." },
    NUMERIC: { description: "A number, compared with accepted intervals. The first that matches decides." },
    ORDERING: {
      description:
        "Put items in order. Share: (k - 1) / (n - 1) for n items, of which at most k are in the correct order among each other.",
    },
    MATCHING: { description: "Match each left side with a right side. Share: correct pairs divided by all pairs." },
    CODE_OUTPUT: { description: "Write what a program prints. Compared by a built-in checker." },
    CODE: { description: "Submit code to a problem during the attempt. Share of the best submission: its score, or 1 if accepted." },
    ESSAY: { description: "Free text, graded by an editor of the quiz." },
  },
});
