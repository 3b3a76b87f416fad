import { Arg, Args, Ctx, FieldResolver, Float, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { mayReadProblem } from "../../../../access/policy.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { quizById, type QuizRow } from "../authoring/quiz.rows.js";
import { LOCALE_ARGUMENT, QuizType } from "../authoring/quiz.type.js";
import { GRACE_MS } from "./attempt-states.js";
import * as input from "./attempt.input.js";
import { databaseClock, maySeeSolutions, questionsOfAttempt, type AttemptRow } from "./attempt.rows.js";
import * as type from "./attempt.type.js";
import type { AttemptsService } from "./attempts.service.js";
import { shownQuestion, type ShownQuestion } from "./shown-question.js";

@Resolver(() => type.QuizAttemptType)
export class QuizAttemptResolver {
  constructor(private readonly attempts: AttemptsService) {}

  @Allow("quiz-attempt:read")
  @Query(() => type.QuizAttemptType, { description: "An attempt of yours, or at a quiz that you may edit. Errors: NOT_FOUND." })
  quizAttempt(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("QuizAttempt"), { description: "ID of the attempt." }) id: string,
  ): Promise<AttemptRow> {
    return this.attempts.read(em, signedIn, id);
  }

  @Allow("quiz-attempt:read")
  @Query(() => type.QuizAttemptConnection, { description: "Your attempts, newest first, without previews. Errors: BAD_USER_INPUT." })
  myQuizAttempts(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("quizId", () => idOf("Quiz"), { nullable: true, description: "Only attempts at this quiz." }) quizId?: string,
  ): Promise<Connection<AttemptRow>> {
    return this.attempts.mine(em, signedIn, quizId ?? null, page);
  }

  @Allow("quiz:edit")
  @Query(() => type.QuizAttemptConnection, {
    description: "Attempts of learners at a quiz that you may edit, newest first. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  quizAttempts(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("quizId", () => idOf("Quiz"), { description: "ID of the quiz." }) quizId: string,
  ): Promise<Connection<AttemptRow>> {
    return this.attempts.ofQuiz(em, signedIn, quizId, page);
  }

  @Allow("quiz-attempt:edit")
  @Mutation(() => type.StartQuizAttemptPayload, {
    description:
      "Starts an attempt, or returns your open attempt at the quiz: resume on another device with it. Errors: NOT_FOUND, ENTITLEMENT_REQUIRED when the quiz is `locked`, CONFLICT when the quiz is not open or your attempts are used up, RATE_LIMITED during the cooldown.",
  })
  async startQuizAttempt(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.StartQuizAttemptInput, { description: "The quiz." }) { quizId }: input.StartQuizAttemptInput,
  ) {
    return { attempt: await this.attempts.start(signedIn, quizId) };
  }

  @Allow("quiz:edit")
  @Mutation(() => type.PreviewQuizPayload, {
    description:
      "Starts a preview of a quiz that you may edit, or returns your open one: an attempt as learners see it, of a draft too. It counts nowhere. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the quiz has no questions.",
  })
  async previewQuiz(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.PreviewQuizInput, { description: "The quiz." }) { quizId, seed }: input.PreviewQuizInput,
  ) {
    return { attempt: await this.attempts.preview(signedIn, quizId, seed ?? null) };
  }

  @Allow("quiz-attempt:edit")
  @Mutation(() => type.SaveQuizAnswersPayload, {
    description: `Saves answers of your open attempt. Call it after every change. An answer that another tab has changed meanwhile is not overwritten (\`outdated\`). Safe to repeat. Accepted up to ${GRACE_MS / 1000} seconds after the deadline. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when the attempt has ended.`,
  })
  saveQuizAnswers(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.SaveQuizAnswersInput, { description: "The answers." }) { attemptId, answers }: input.SaveQuizAnswersInput,
  ) {
    return this.attempts.save(signedIn, attemptId, answers);
  }

  @Allow("quiz-attempt:edit")
  @Mutation(() => type.SubmitQuizAttemptPayload, {
    description:
      "Ends your attempt and grades it. If `answers` has an outdated answer, the attempt stays OPEN. Repeating the call, or calling it after the deadline, returns the ended attempt: there is one result. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  submitQuizAttempt(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.SubmitQuizAttemptInput, { description: "The attempt." }) { attemptId, answers }: input.SubmitQuizAttemptInput,
  ) {
    return this.attempts.submit(signedIn, attemptId, answers ?? []);
  }

  @Allow("quiz:edit")
  @Mutation(() => type.GradeQuizAnswerPayload, {
    description:
      "Grades an essay of an ended attempt at a quiz that you may edit; repeating it changes the grade. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT while the attempt is open.",
  })
  async gradeQuizAnswer(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => input.GradeQuizAnswerInput, { description: "The grade." }) grade: input.GradeQuizAnswerInput,
  ) {
    return { attempt: await this.attempts.gradeEssay(signedIn, grade) };
  }

  @Allow("quiz-attempt:read")
  @Subscription(() => type.QuizAttemptType, {
    ...fedByStream,
    description:
      "An attempt as it is, then each change: answers saved in another tab, its end, its result. Completes once it is GRADED. If you subscribe late or again, you get the same final state. Errors: NOT_FOUND.",
  })
  quizAttemptChanged(
    @Root() attempt: AttemptRow,
    @Arg("id", () => idOf("QuizAttempt"), { description: "ID of the attempt." }) _id: string,
  ): AttemptRow {
    return attempt;
  }

  @StreamOf("quizAttemptChanged")
  watch({ id }: { id: string }, { em, signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    return this.attempts.watch(signedIn, id, em);
  }

  @FieldResolver(() => QuizType, { description: "The quiz." })
  quiz(@Ctx() context: RequestContext, @Root() { quizId }: AttemptRow): Promise<QuizRow | null> {
    return context.loader(quizById).load(quizId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Account that attempts the quiz." })
  user(@Ctx() context: RequestContext, @Root() { userId }: AttemptRow): Promise<UserType | null> {
    return context.loader(userById).load(userId);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "Milliseconds until the deadline, on the server's clock: count down from it, as the client's clock may be wrong. Null without a deadline, and when not OPEN.",
  })
  async remainingMs(@Ctx() context: RequestContext, @Root() { status, deadlineAt }: AttemptRow): Promise<number | null> {
    if (status !== "OPEN" || !deadlineAt) return null;
    const now = await context.loader(databaseClock).load("now");
    return Math.max(0, deadlineAt.getTime() - now.getTime());
  }

  @FieldResolver(() => [type.QuizAttemptQuestionType], { description: "Its questions in order, with the saved answers." })
  async questions(
    @Ctx() context: RequestContext,
    @Root() attempt: AttemptRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): Promise<ShownQuestion[]> {
    const revealed = maySeeSolutions(context.signedIn, attempt);
    return (await context.loader(questionsOfAttempt).load(attempt.id)).map((question) => shownQuestion(question, revealed, locale));
  }
}

@Resolver(() => type.QuizAttemptQuestionType)
export class QuizAttemptQuestionResolver {
  @FieldResolver(() => ProblemType, {
    nullable: true,
    description:
      "Problem of a CODE question, to submit code to with `submitCode`. Null for other kinds, and if you may not read the problem.",
  })
  async problem(@Ctx() context: RequestContext, @Root() { problemId }: ShownQuestion): Promise<ProblemRow | null> {
    const problem = problemId === null ? null : await context.loader(problemById).load(problemId);
    return problem && mayReadProblem(context.viewer, problem) ? problem : null;
  }
}
