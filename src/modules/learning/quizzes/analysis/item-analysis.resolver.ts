import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { mayEditQuiz } from "../../../../access/policy.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { AppError } from "../../../../kernel/errors.js";
import { readQuiz } from "../authoring/quiz.rows.js";
import { questionById, type QuestionRow } from "../questions/question.rows.js";
import { QuestionType } from "../questions/question.type.js";
import { itemAnalysis, type QuestionStatisticsRow } from "./item-analysis.js";
import { QuestionStatisticsType } from "./item-analysis.type.js";

@Resolver(() => QuestionStatisticsType)
export class ItemAnalysisResolver {
  @Allow("quiz:edit")
  @Query(() => [QuestionStatisticsType], {
    description: "Item analysis of a quiz that you may edit: one entry for each question of graded attempts. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async quizItemAnalysis(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("quizId", () => idOf("Quiz"), { description: "ID of the quiz." }) quizId: string,
  ): Promise<QuestionStatisticsRow[]> {
    const quiz = await readQuiz(em, signedIn, { id: quizId });
    if (!mayEditQuiz(signedIn, quiz)) throw new AppError("FORBIDDEN", "Only editors of the quiz see its item analysis.");
    return itemAnalysis(em, quizId);
  }

  @FieldResolver(() => QuestionType, { description: "The question." })
  question(@Ctx() context: RequestContext, @Root() { questionId }: QuestionStatisticsRow): Promise<QuestionRow | null> {
    return context.loader(questionById).load(questionId);
  }
}
