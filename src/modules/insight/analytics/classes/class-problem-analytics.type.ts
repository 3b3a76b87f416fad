import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import type { ClassRow } from "../../../learning/classes/class.rows.js";
import { ClassType } from "../../../learning/classes/class.type.js";
import { REFRESHED_AT } from "../platform/platform-analytics.type.js";
import { MOST_TESTS, MOST_TEXTS } from "../problems/problem-figures.js";
import { CommonCompileError, CommonWrongAnswer, HardTest } from "../problems/problem-analytics.type.js";
import { COMMON_FROM, type ClassProblemAnalytics } from "./class-problem-analytics.js";

const GROUPED = `Listed if at least ${COMMON_FROM} learners have it, at most ${MOST_TEXTS}.`;

@ObjectType("ClassProblemAnalytics", {
  description:
    "How the learners of a class do at a problem that was assigned to them: their judged submissions since the first assignment with it opened, without SYSTEM_ERROR and CANCELLED, by their present verdicts. For instructors and assistants of the class, and admins.",
})
export class ClassProblemAnalyticsType implements Pick<ClassProblemAnalytics, "submissions" | "people" | "solvers" | "refreshedAt"> {
  @Field(() => ClassType, { description: "The class." })
  class!: ClassRow;

  @Field(() => Int, { description: "Judged submissions." })
  submissions!: number;

  @Field(() => Int, { description: "Learners with a judged submission." })
  people!: number;

  @Field(() => Int, { description: "Learners with an accepted submission." })
  solvers!: number;

  @Derived(({ tests: { ran } }: ClassProblemAnalytics) => ran)
  @Field(() => Int, { description: "Submissions whose verdict is by the live test set, without compile errors." })
  ranOnLiveTests!: number;

  @Derived(({ tests: { ran, failures } }: ClassProblemAnalytics) =>
    failures.map(({ index, count }) => ({ test: index, failures: count, share: count / ran })),
  )
  @Field(() => [HardTest], {
    description: `Tests of the live test set by how many submissions failed first on them, most first, at most ${MOST_TESTS}. Empty if \`Problem.feedback\` is NOTHING.`,
  })
  hardestTests!: HardTest[];

  @Derived(({ wrongAnswers }: ClassProblemAnalytics) =>
    wrongAnswers.map(({ index, text, ...rest }) => ({ test: index, output: text, ...rest })),
  )
  @Field(() => [CommonWrongAnswer], {
    description: `Most common wrong outputs on the live tests: on samples unless \`Problem.feedback\` is NOTHING, on hidden tests only if it is EVERYTHING. ${GROUPED}`,
  })
  commonWrongAnswers!: CommonWrongAnswer[];

  @Derived(({ compileErrors }: ClassProblemAnalytics) => compileErrors.map(({ text, ...rest }) => ({ message: text, ...rest })))
  @Field(() => [CommonCompileError], { description: `Most common compile errors. ${GROUPED}` })
  commonCompileErrors!: CommonCompileError[];

  @Field(() => GraphQLDateTime, { description: REFRESHED_AT })
  refreshedAt!: Date;
}
