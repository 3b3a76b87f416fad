// Question banks and quizzes, and the attempts of learners, graded by the product's own rules.
import { orderShown } from "../../../dist/modules/learning/quizzes/attempts/shown-question.js";
import { outcomeOf } from "../../../dist/modules/learning/quizzes/attempts/settle.js";
import { grade } from "../../../dist/modules/learning/quizzes/grading/grade.js";
import { rounded, totalScore } from "../../../dist/modules/learning/quizzes/grading/points.js";
import { wordArray } from "./table-writer.mjs";
import { activeTime, MINUTE_MS } from "./times.mjs";
import { sentence, slugOf, title } from "./words.mjs";

const QUESTIONS_PER_QUIZ = 8;

function contentOf(random) {
  const common = { prompt: sentence(random), explanation: sentence(random), tags: [], defaultPoints: random.int(1, 3) };
  const choices = (weights) => weights.map((weight, index) => ({ id: `c${index}`, text: sentence(random), weight }));
  switch (random.int(0, 4)) {
    case 0:
      return { kind: "TRUE_FALSE", ...common, answer: random.chance(0.5) };
    case 1:
      return { kind: "MULTIPLE_CHOICE", ...common, choices: choices([0.5, 0.5, -0.5, -0.5]) };
    case 2:
      return { kind: "NUMERIC", ...common, answers: [{ value: random.int(1, 100), tolerance: 0, weight: 1 }] };
    default:
      return { kind: "SINGLE_CHOICE", ...common, choices: choices([1, 0, 0, 0]) };
  }
}

function answerOf(content, isRight) {
  switch (content.kind) {
    case "TRUE_FALSE":
      return { kind: content.kind, value: content.answer === isRight };
    case "MULTIPLE_CHOICE":
      return { kind: content.kind, selected: isRight ? ["c0", "c1"] : ["c0", "c2"] };
    case "NUMERIC":
      return { kind: content.kind, number: content.answers[0].value + (isRight ? 0 : 1) };
    default:
      return { kind: content.kind, selected: [isRight ? "c0" : "c3"] };
  }
}

/** `{ id, reveal, publishedMs, questions: [{ questionId, versionId, content, topicIds }] }` */
export function makeQuizzes(random, writer, { quizzes, topics, people, startMs, untilMs }) {
  const authors = people.filter(({ role }) => role === "INSTRUCTOR");
  return Array.from({ length: quizzes }, (_, index) => {
    const createdMs = startMs + Math.floor(((untilMs - startMs) * index) / (quizzes * 1.2));
    const [created, owner, bankId, id, text] = [
      new Date(createdMs),
      random.pick(authors),
      random.id(createdMs),
      random.id(createdMs + 1),
      title(random),
    ];
    const reveal = random.pick(["AFTER_ATTEMPT", "AFTER_ATTEMPT", "AFTER_ATTEMPT", "AFTER_DEADLINE", "NEVER"]);
    writer.add("question_banks", bankId, text, "", random.pick(["PRIVATE", "AUTHORS"]), owner.id, created, created);
    writer.add("quizzes", id, slugOf(text, index), text, sentence(random), "PUBLISHED", owner.id, true, reveal, created, created, created);
    const questions = Array.from({ length: QUESTIONS_PER_QUIZ }, (_, place) => {
      const [questionId, versionId, content, topicId] = [
        random.id(createdMs),
        random.id(createdMs),
        contentOf(random),
        random.pick(topics),
      ];
      writer.add("questions", questionId, bankId, content.kind, "{}", "", 1, created, created);
      writer.add("question_versions", versionId, questionId, 1, content, owner.id, created);
      writer.add("question_topics", questionId, topicId);
      writer.add("quiz_items", id, place + 1, questionId, 1, wordArray([]), "");
      return { questionId, versionId, content, topicIds: [topicId] };
    });
    return { id, reveal, publishedMs: createdMs, questions };
  });
}

/** Attempts in the order of their ends: `{ endedMs, person, quiz }`. */
export function planQuizAttempts(random, { attempts, people, quizzes, untilMs }) {
  const learners = people.filter(({ role }) => role === "LEARNER");
  if (quizzes.length === 0) return [];
  return Array.from({ length: attempts }, () => {
    const [person, quiz] = [random.pick(learners), random.pick(quizzes)];
    const fromMs = Math.max(person.joinedMs, quiz.publishedMs) + 30 * MINUTE_MS;
    return { person, quiz, endedMs: fromMs < untilMs - MINUTE_MS ? activeTime(random, fromMs, untilMs) : untilMs };
  }).sort((a, b) => a.endedMs - b.endedMs);
}

/** Writes the attempt, and returns what `quiz-attempt.graded` says of it. */
export function writeQuizAttempt(random, writer, { person, quiz, endedMs }, number) {
  const startedMs = endedMs - random.int(2, 20) * MINUTE_MS;
  const [id, seed, ended] = [random.id(startedMs), random.hex(32), new Date(endedMs)];
  const answered = quiz.questions.map(({ questionId, versionId, content, topicIds }) => {
    const answer = answerOf(content, random.chance(1 / (1 + Math.exp(-0.8 - person.skill))));
    const outcome = outcomeOf(grade(content, answer).share, content.defaultPoints, 0);
    return { questionId, versionId, content, topicIds, answer, outcome };
  });
  const score = totalScore(answered.map(({ outcome }) => outcome.points));
  const maxScore = rounded(answered.reduce((sum, { content }) => sum + content.defaultPoints, 0));
  writer.add(
    "quiz_attempts",
    id,
    quiz.id,
    person.id,
    number,
    seed,
    "GRADED",
    new Date(startedMs),
    ended,
    "LEARNER",
    score,
    maxScore,
    ended,
    3,
  );
  answered.forEach(({ questionId, versionId, content, answer, outcome }, index) => {
    const shown = orderShown(content, `${seed}:${questionId}`, true);
    writer.add("quiz_attempt_questions", id, index + 1, versionId, content.defaultPoints, shown, answer, 1, ended, outcome);
  });
  return {
    attemptId: id,
    questions: answered.map(({ questionId, topicIds, outcome }) => ({ questionId, share: outcome.share, topicIds })),
  };
}
