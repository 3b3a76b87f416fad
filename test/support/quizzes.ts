/** What instructors and learners do with quizzes, for the API tests. */
import { randomUUID } from "node:crypto";
import type { Client } from "./client.js";
import {
  CreateQuestionBankDocument,
  CreateQuestionDocument,
  CreateQuizDocument,
  PublishQuizDocument,
  QuizAttemptDocument,
  SaveQuizAnswersDocument,
  StartQuizAttemptDocument,
  SubmitQuizAttemptDocument,
  type CreateQuizInput,
  type QuestionContentInput,
  type QuizAnswerInput,
} from "./generated.js";

export async function bank(author: Client, change: object = {}) {
  return (await author.request(CreateQuestionBankDocument, { input: { title: "Bank", ...change } })).createQuestionBank.bank;
}

export async function question(author: Client, bankId: string, content: QuestionContentInput, topics?: string[]) {
  return (await author.request(CreateQuestionDocument, { input: { bankId, content, topics } })).createQuestion.question;
}

/** `correct` is right, the others wrong. */
export const choices = (...texts: string[]) =>
  texts.map((text, index) => ({ key: `author-key-${index}`, text, weight: text === "correct" ? 1 : 0 }));

export const single = (prompt = "Which?", change: object = {}): QuestionContentInput => ({
  kind: "SINGLE_CHOICE",
  prompt,
  choices: choices("correct", "wrong", "worse"),
  ...change,
});

export const truth = (answer = true, change: object = {}): QuestionContentInput => ({
  kind: "TRUE_FALSE",
  prompt: "True?",
  answer,
  ...change,
});

export async function quizDraft(author: Client, items: CreateQuizInput["items"], change: object = {}) {
  const input = { slug: `quiz-${randomUUID()}`, title: "Quiz", items, ...change };
  return (await author.request(CreateQuizDocument, { input })).createQuiz.quiz;
}

export async function publishedQuiz(author: Client, items: CreateQuizInput["items"], change: object = {}) {
  const { id } = await quizDraft(author, items, change);
  return (await author.request(PublishQuizDocument, { input: { id } })).publishQuiz.quiz;
}

export const start = async (who: Client, quizId: string) =>
  (await who.request(StartQuizAttemptDocument, { input: { quizId } })).startQuizAttempt.attempt;
export const save = async (who: Client, attemptId: string, answers: QuizAnswerInput[]) =>
  (await who.request(SaveQuizAnswersDocument, { input: { attemptId, answers } })).saveQuizAnswers;
export const submit = async (who: Client, attemptId: string, answers?: QuizAnswerInput[]) =>
  (await who.request(SubmitQuizAttemptDocument, { input: { attemptId, answers } })).submitQuizAttempt;
export const attemptOf = async (who: Client, id: string) => (await who.request(QuizAttemptDocument, { id })).quizAttempt;

export type Attempt = Awaited<ReturnType<typeof start>>;

/** Key of the option with this text. */
export function keyFor(attempt: Attempt, position: number, text: string): string {
  return attempt.questions.find((one) => one.position === position)!.options.find((option) => option.text.source === text)!.key;
}

/** A first answer to a single choice. */
export const choose = (attempt: Attempt, position: number, text: string): QuizAnswerInput => ({
  position,
  expectedVersion: 0,
  selected: [keyFor(attempt, position, text)],
});
