import type { Authored } from "../../../contracts/authored.js";

export const quizAuthored: Authored = {
  kind: "quiz",
  type: "Quiz",
  table: "quizzes",
  owner: "owner_id",
  coAuthors: { table: "quiz_co_authors", column: "quiz_id" },
};

export const bankAuthored: Authored = {
  kind: "question-bank",
  type: "QuestionBank",
  table: "question_banks",
  owner: "owner_id",
  coAuthors: { table: "question_bank_co_authors", column: "bank_id" },
};
