import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { TEXT_MAX } from "../attempts/grouped-text.js";
import { REFRESHED_AT, VerdictShare, verdictShares } from "../platform/platform-analytics.type.js";
import type { ProblemAnalytics } from "./problem-analytics.js";
import { attemptsQuantile, LEAST_PEOPLE, MOST_ATTEMPTS, MOST_TESTS, MOST_TEXTS, type ProblemFigures } from "./problem-figures.js";

const EDITORS = "Visible to editors of the problem.";
const EDITORS_OR_STAFF = "Visible to editors of the problem; of a class to its staff.";
const GROUPED = `Listed only if at least ${LEAST_PEOPLE} accounts have it, at most ${MOST_TEXTS}.`;

@ObjectType("LanguageVerdicts", { description: `Verdicts on submissions in one language. ${EDITORS}` })
export class LanguageVerdicts {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => Int, { description: "Judged submissions in the language." })
  submissions!: number;

  @Field(() => [VerdictShare], { description: "Their verdicts, the most frequent first." })
  verdicts!: VerdictShare[];
}

@ObjectType("AttemptsCount", { simpleResolvers: true, description: `People who needed the same number of attempts. ${EDITORS}` })
export class AttemptsCount {
  @Field(() => Int, {
    description: `Judged submissions up to the first accepted one, with it. ${MOST_ATTEMPTS} stands for ${MOST_ATTEMPTS} and more.`,
  })
  attempts!: number;

  @Field(() => Int, { description: "Number of accounts." })
  people!: number;
}

@ObjectType("HardTest", { simpleResolvers: true, description: `How often a test was the first that failed. ${EDITORS_OR_STAFF}` })
export class HardTest {
  @Field(() => Int, { description: "Index of the test in the live test set, as in `TestResult`." })
  test!: number;

  @Field(() => Int, { description: "Submissions that failed first on this test." })
  failures!: number;

  @Field(() => Float, { description: "Share of the submissions that ran on the live tests, 0 to 1." })
  share!: number;
}

@ObjectType("CommonWrongAnswer", {
  simpleResolvers: true,
  description: `An output that several people got wrong in the same way. ${EDITORS_OR_STAFF}`,
})
export class CommonWrongAnswer {
  @Field(() => Int, { description: "Index of the first failed test, as in `TestResult`." })
  test!: number;

  @Field(() => String, {
    description: `Beginning of the output at this test, at most ${TEXT_MAX} characters; white space of any length is one space. Empty if nothing was written.`,
  })
  output!: string;

  @Field(() => Int, { description: "Accounts with this output." })
  people!: number;

  @Field(() => Int, { description: "Submissions with this output." })
  submissions!: number;
}

@ObjectType("CommonCompileError", { description: `A compile error that several people had. ${EDITORS_OR_STAFF}` })
export class CommonCompileError {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => String, {
    description: `The first error of the compiler, at most ${TEXT_MAX} characters, with \`…\` for quoted names and \`N\` for numbers.`,
  })
  message!: string;

  @Field(() => Int, { description: "Accounts with this error." })
  people!: number;

  @Field(() => Int, { description: "Submissions with this error." })
  submissions!: number;
}

/** Null for so few people that it tells of single ones. */
const quantile =
  (share: number) =>
  ({ attempts, solvers }: ProblemFigures): number | null =>
    solvers < LEAST_PEOPLE ? null : attemptsQuantile(attempts, share);

function byVerdict({ verdicts }: ProblemFigures): { verdict: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { verdict, count } of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + count);
  return [...counts].map(([verdict, count]) => ({ verdict, count })).sort((a, b) => b.count - a.count || (a.verdict < b.verdict ? -1 : 1));
}

const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
const acceptedOf = ({ verdicts }: ProblemFigures) => sum(verdicts.filter(({ verdict }) => verdict === "ACCEPTED"));
const judgedOf = ({ verdicts }: ProblemFigures) => sum(verdicts);

function byLanguage({ verdicts }: ProblemFigures): LanguageVerdicts[] {
  return [...Map.groupBy(verdicts, ({ language }) => language)]
    .map(([language, counts]) => ({ language, submissions: sum(counts), verdicts: verdictShares(counts) }))
    .sort((a, b) => b.submissions - a.submissions || (a.language < b.language ? -1 : 1));
}

@ObjectType("ProblemAnalytics", {
  description:
    "How people do at a problem: all submissions with a verdict other than SYSTEM_ERROR and CANCELLED, by their present verdicts. Visible to editors of the problem.",
})
export class ProblemAnalyticsType implements Pick<ProblemAnalytics, "refreshedAt"> {
  @Field(() => ProblemType, { description: "The problem." })
  problem!: ProblemRow;

  @Derived(judgedOf)
  @Field(() => Int, { description: "Judged submissions." })
  submissions!: number;

  @Derived(acceptedOf)
  @Field(() => Int, { description: "Accepted submissions." })
  acceptedSubmissions!: number;

  @Derived((all: ProblemFigures) => (judgedOf(all) === 0 ? null : acceptedOf(all) / judgedOf(all)))
  @Field(() => Float, { nullable: true, description: "Accepted share of the submissions, 0 to 1. Null without any." })
  acceptanceRate!: number | null;

  @Field(() => Int, { description: "Accounts with a judged submission." })
  people!: number;

  @Field(() => Int, { description: "Accounts with an accepted submission." })
  solvers!: number;

  @Derived(quantile(0.5))
  @Field(() => Int, {
    nullable: true,
    description: `Attempts until accepted, with the accepted one: at least half of the solvers needed no more. Null for fewer than ${LEAST_PEOPLE} solvers.`,
  })
  medianAttempts!: number | null;

  @Derived(quantile(0.75))
  @Field(() => Int, {
    nullable: true,
    description: `At least three quarters of the solvers needed no more attempts. Null for fewer than ${LEAST_PEOPLE} solvers.`,
  })
  upperQuartileAttempts!: number | null;

  @Derived(({ attempts, solvers }: ProblemFigures) => (solvers < LEAST_PEOPLE ? [] : attempts))
  @Field(() => [AttemptsCount], {
    description: `Solvers by their attempts until accepted, fewest first. Empty for fewer than ${LEAST_PEOPLE} solvers.`,
  })
  attempts!: AttemptsCount[];

  @Derived((all: ProblemFigures) => verdictShares(byVerdict(all)))
  @Field(() => [VerdictShare], { description: "Verdicts, the most frequent first." })
  byVerdict!: VerdictShare[];

  @Derived(byLanguage)
  @Field(() => [LanguageVerdicts], { description: "Verdicts by language, the most used language first." })
  byLanguage!: LanguageVerdicts[];

  @Derived(({ tests: { ran } }: ProblemFigures) => ran)
  @Field(() => Int, { description: "Submissions whose verdict is by the live test set, without compile errors." })
  ranOnLiveTests!: number;

  @Derived(({ tests: { ran, failures } }: ProblemFigures) =>
    failures.map(({ index, count }) => ({ test: index, failures: count, share: count / ran })),
  )
  @Field(() => [HardTest], {
    description: `Tests of the live test set by how many submissions failed first on them, most first, at most ${MOST_TESTS}.`,
  })
  hardestTests!: HardTest[];

  @Derived(({ wrongAnswers }: ProblemFigures) => wrongAnswers.map(({ index, text, ...rest }) => ({ test: index, output: text, ...rest })))
  @Field(() => [CommonWrongAnswer], { description: `Most common wrong outputs on the live tests. ${GROUPED}` })
  commonWrongAnswers!: CommonWrongAnswer[];

  @Derived(({ compileErrors }: ProblemFigures) => compileErrors.map(({ text, ...rest }) => ({ message: text, ...rest })))
  @Field(() => [CommonCompileError], { description: `Most common compile errors. ${GROUPED}` })
  commonCompileErrors!: CommonCompileError[];

  @Field(() => GraphQLDateTime, { description: REFRESHED_AT })
  refreshedAt!: Date;
}
