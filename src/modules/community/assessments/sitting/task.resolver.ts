import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../../../graphql/context.js";
import { illustrated, MarkdownType } from "../../../../graphql/markdown.js";
import { LANGUAGES } from "../../../../judge/languages/index.js";
import { QuizAttemptQuestionType } from "../../../learning/quizzes/attempts/attempt.type.js";
import { shownQuestion, type ShownQuestion } from "../../../learning/quizzes/attempts/shown-question.js";
import { LOCALE_ARGUMENT } from "../../../learning/quizzes/authoring/quiz.type.js";
import { effectiveLimits } from "../../../practice/problems/edits/effective-limits.js";
import { starterFor } from "../../../practice/problems/edits/starter-code.js";
import { filesOfProblem, picturesAmong, type ProblemFileLinks } from "../../../practice/problems/files/problem-file.rows.js";
import { includedFilesOfProblem, listedIncluded } from "../../../practice/problems/included/included-files.js";
import { IncludedFilesType } from "../../../practice/problems/included/included-files.type.js";
import { problemById, problemDetails } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { EffectiveLimits, SampleType, StarterCodeType } from "../../../practice/problems/problem.type.js";
import type { Sample } from "../../../practice/problems/tests/stored-test-set.js";
import { answersOfSitting, codeOfSitting, sourceOfCode, type ShownCode, type ShownTask } from "./task.rows.js";
import { AssessmentProblemType, AssessmentSubmissionType, AssessmentTaskType } from "./task.type.js";

@Resolver(() => AssessmentTaskType)
export class AssessmentTaskResolver {
  @FieldResolver(() => AssessmentProblemType, { nullable: true, description: "The problem; null for a quiz." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: ShownTask): Promise<ProblemRow | null> | null {
    return problemId === null ? null : context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => [AssessmentSubmissionType], { description: "Submitted code, oldest first; empty for a quiz." })
  async submissions(@Ctx() context: RequestContext, @Root() { sittingId, position, view }: ShownTask): Promise<ShownCode[]> {
    const all = await context.loader(codeOfSitting).load(sittingId);
    return all.filter(({ task }) => task === position).map((code) => ({ ...code, view }));
  }

  @FieldResolver(() => [QuizAttemptQuestionType], {
    description:
      "Questions of a quiz in the candidate's order, with saved answers; empty for a problem. Only those who run the assessment see solutions.",
  })
  async questions(
    @Ctx() context: RequestContext,
    @Root() { sittingId, position, view }: ShownTask,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): Promise<ShownQuestion[]> {
    const all = await context.loader(answersOfSitting).load(sittingId);
    return all.filter(({ task }) => task === position).map((question) => shownQuestion(question, view.everything, locale));
  }
}

@Resolver(() => AssessmentSubmissionType)
export class AssessmentSubmissionResolver {
  @FieldResolver(() => String, { nullable: true, description: "Source code; null once the candidate's data is deleted." })
  source(@Ctx() context: RequestContext, @Root() { submissionId }: ShownCode): Promise<string | null> {
    return context.loader(sourceOfCode).load(submissionId);
  }
}

@Resolver(() => AssessmentProblemType)
export class AssessmentProblemResolver {
  constructor(private readonly links: ProblemFileLinks) {}

  private picturesOf(context: RequestContext, id: string): MarkdownType["pictures"] {
    return async () => picturesAmong(await context.loader(filesOfProblem).load(id), this.links);
  }

  @FieldResolver(() => MarkdownType, { description: "Statement." })
  async statement(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<MarkdownType> {
    return illustrated((await context.loader(problemDetails).load(id)).statement, this.picturesOf(context, id));
  }

  @FieldResolver(() => MarkdownType, { description: "Bounds of the input; may be empty." })
  async constraints(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<MarkdownType> {
    return illustrated((await context.loader(problemDetails).load(id)).constraints, this.picturesOf(context, id));
  }

  @FieldResolver(() => [SampleType], { description: "Sample tests." })
  async samples(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<Sample[]> {
    return (await context.loader(problemDetails).load(id)).samples;
  }

  @FieldResolver(() => [EffectiveLimits], { description: "What a program may use in each test, for each language." })
  async limits(@Ctx() context: RequestContext, @Root() problem: ProblemRow): Promise<EffectiveLimits[]> {
    const { languageLimits } = await context.loader(problemDetails).load(problem.id);
    return effectiveLimits({ ...problem, languageLimits });
  }

  @FieldResolver(() => [StarterCodeType], { description: "Initial code for an editor, for each language." })
  async starterCodes(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<StarterCodeType[]> {
    const details = await context.loader(problemDetails).load(id);
    return LANGUAGES.map((language) => starterFor(details, language.id));
  }

  @FieldResolver(() => [IncludedFilesType], {
    description:
      "Files that the judge puts beside every submission, by language: headers and modules to include or import. Submissions can't replace them.",
  })
  async includedFiles(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<IncludedFilesType[]> {
    return listedIncluded(await context.loader(includedFilesOfProblem).load(id));
  }
}
