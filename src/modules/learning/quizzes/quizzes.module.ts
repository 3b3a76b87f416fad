import { judgementFinished } from "../../../events/judgement-finished.event.js";
import { on } from "../../../platform/outbox/outbox.js";
import type { Module, Services } from "../../contracts/module.js";
import { ItemAnalysisResolver } from "./analysis/item-analysis.resolver.js";
import { createSettleJudged, startAttemptClock } from "./attempts/attempt-clock.js";
import { QuizAttempt, QuizAttemptQuestion } from "./attempts/attempt.entity.js";
import { QuizAttemptQuestionResolver, QuizAttemptResolver } from "./attempts/attempt.resolver.js";
import { createAttemptsService } from "./attempts/attempts.service.js";
import { Quiz, QuizCoAuthor, QuizItem } from "./authoring/quiz.entity.js";
import { QuizItemResolver, QuizResolver } from "./authoring/quiz.resolver.js";
import { bankAuthored, quizAuthored } from "./authoring/quiz.authored.js";
import { QuizLockResolver } from "./authoring/quiz-lock.resolver.js";
import { createQuizLocks, type QuizLocks } from "./authoring/quiz-locks.js";
import { quizSearchSource } from "./authoring/quiz.search-source.js";
import { createQuizzesService } from "./authoring/quizzes.service.js";
import { QuestionFileResolver } from "./formats/question-file.resolver.js";
import { QUESTION_FILE_COSTS } from "./formats/question-file.type.js";
import { createQuestionFiles } from "./formats/question-files.service.js";
import { drawQuestionPicture, startPictureWorker } from "./pictures/draw-picture.job.js";
import { startPictureSweeper } from "./pictures/picture-sweeper.js";
import { QUESTION_PICTURES, QuestionPicture } from "./pictures/question-picture.entity.js";
import { createQuestionPictures, type QuestionPictures } from "./pictures/question-pictures.service.js";
import { QuestionContentResolver } from "./questions/content.type.js";
import { QuestionBankResolver } from "./questions/question-bank.resolver.js";
import { Question, QuestionBank, QuestionBankCoAuthor, QuestionVersion } from "./questions/question.entity.js";
import { QuestionResolver, QuestionVersionResolver } from "./questions/question.resolver.js";
import { createQuestionsService } from "./questions/questions.service.js";
import { quizNodes } from "./quizzes.nodes.js";
import { quizzesPermissions } from "./quizzes.permissions.js";
import { quizzesPersonalData } from "./quizzes.personal-data.js";
import { quizzesRetention } from "./quizzes.retention.js";
import { SeededQuiz } from "./seeding/seeded-quiz.entity.js";

declare module "../../contracts/module.js" {
  interface Services {
    quizLocks: QuizLocks;
    questionPictures: QuestionPictures;
  }
}

export default {
  name: "quizzes",
  exports: [
    "archive/load-quizzes",
    "archive/quiz-format",
    "archive/read-archive",
    "archive/store-quizzes",
    "archive/write-archive",
    "attempts/answer",
    "attempts/attempt.input",
    "attempts/attempt.type",
    "attempts/draw",
    "attempts/draw-quiz",
    "attempts/merge-answers",
    "attempts/passed-quiz",
    "attempts/shown-question",
    "authoring/quiz-locks",
    "authoring/quiz.entity",
    "authoring/quiz.rows",
    "authoring/quiz.type",
    "grading/grade",
    "grading/points",
    "questions/question",
    "questions/question-kind.type",
    "questions/question.entity",
  ],
  entities: [
    QuestionBank,
    QuestionBankCoAuthor,
    Question,
    QuestionVersion,
    Quiz,
    QuizCoAuthor,
    QuizItem,
    QuizAttempt,
    QuizAttemptQuestion,
    QuestionPicture,
    SeededQuiz,
  ],
  permissions: quizzesPermissions,
  fieldCosts: {
    "Question.content": { weight: 16 },
    "QuestionVersion.content": { weight: 16 },
    "Quiz.items": { items: 20 },
    "QuizAttempt.questions": { weight: 64, items: 10 },
    // Most questions have few of them, and one kind only.
    "QuizAttemptQuestion.options": { items: 4 },
    "QuizAttemptQuestion.lefts": { items: 1 },
    "QuizAnswer.selected": { items: 2 },
    "QuizAnswer.order": { items: 2 },
    "QuizAnswer.matches": { items: 2 },
    "QuizSolution.feedback": { items: 1 },
    "QuizSolution.accepted": { items: 1 },
    "QuizSolution.weights": { items: 4 },
    "QuestionContent.translations": { items: 1 },
    "QuestionTranslation.texts": { items: 4 },
    "QuestionTranslation.rights": { items: 1 },
    "QuestionContent.choices": { items: 4 },
    "QuestionContent.answers": { items: 4 },
    "QuestionContent.items": { items: 2 },
    "QuestionContent.pairs": { items: 2 },
    "Query.quizItemAnalysis": { weight: 64, items: 20 },
    ...QUESTION_FILE_COSTS,
  },
  resolvers: [
    QuestionBankResolver,
    QuestionResolver,
    QuestionVersionResolver,
    QuestionContentResolver,
    QuestionFileResolver,
    QuizResolver,
    QuizLockResolver,
    QuizItemResolver,
    QuizAttemptResolver,
    QuizAttemptQuestionResolver,
    ItemAnalysisResolver,
  ],
  retention: quizzesRetention,
  objects: `select '${QUESTION_PICTURES}' || id || '.webp' as key from question_pictures`,
  jobs: [drawQuestionPicture],
  searchSources: [quizSearchSource],
  authored: [quizAuthored, bankAuthored],
  personalData: quizzesPersonalData,

  wire(platform, { problems, topics }: Pick<Services, "problems" | "topics">) {
    const questions = createQuestionsService({ ...platform, problems, topics });
    const questionPictures = createQuestionPictures(platform);
    const quizLocks = createQuizLocks();
    return {
      services: { questionPictures, quizLocks },
      resolvers: [
        new QuestionBankResolver(questions),
        new QuestionResolver(questions),
        new QuestionFileResolver(createQuestionFiles({ ...platform, pictures: questionPictures })),
        new QuizResolver(createQuizzesService(platform)),
        new QuizLockResolver(quizLocks),
        new QuizAttemptResolver(createAttemptsService({ ...platform, locks: quizLocks })),
      ],
      nodes: quizNodes,
      eventHandlers: [on(judgementFinished, "settle-quiz-attempts", createSettleJudged(platform))],
      workers: [
        async () => startAttemptClock(platform),
        async () => startPictureWorker(platform),
        async () => startPictureSweeper(platform),
      ],
    };
  },
} satisfies Module;
