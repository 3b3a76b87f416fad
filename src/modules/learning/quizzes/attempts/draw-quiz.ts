import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { IS_CANDIDATE } from "../authoring/quiz-items.js";
import type { QuizRow } from "../authoring/quiz.rows.js";
import type { QuestionContent } from "../questions/question.js";
import { drawQuestions, type DrawItem } from "./draw.js";
import { orderShown, type Shown } from "./shown-question.js";

interface Candidate {
  position: number;
  questionId: string;
  versionId: string;
  itemPoints: number | null;
}

/** A question in the version and order that an attempt shows. */
export interface DrawnQuestion {
  /** From 1. */
  position: number;
  versionId: string;
  section: string;
  points: number;
  shown: Shown;
}

/** What the quiz gives now for a seed. Empty if there is no question. */
export async function drawQuiz(
  em: EntityManager,
  quiz: Pick<QuizRow, "id" | "shuffleQuestions" | "shuffleChoices">,
  seed: string,
): Promise<DrawnQuestion[]> {
  const drawn = drawQuestions(seed, await drawItems(em, quiz.id), quiz.shuffleQuestions);
  if (drawn.length === 0) return [];
  const contents = await rows<{ id: string; content: QuestionContent }>(em, "select id, content from question_versions where id in (?)", [
    drawn.map(({ question }) => question.versionId),
  ]);
  const byId = new Map(contents.map(({ id, content }) => [id, content]));
  return drawn.map(({ section, question: { versionId, questionId, itemPoints } }, index) => {
    const content = byId.get(versionId)!;
    const shown = orderShown(content, `${seed}:${questionId}`, quiz.shuffleChoices);
    return { position: index + 1, versionId, section, points: itemPoints ?? content.defaultPoints, shown };
  });
}

async function drawItems(em: EntityManager, quizId: string): Promise<DrawItem<Candidate>[]> {
  const items = await rows<{ position: number; section: string; count: number }>(
    em,
    "select position, section, count from quiz_items where quiz_id = ? order by position",
    [quizId],
  );
  const found = await rows<Candidate>(
    em,
    `select i.position, q.id as "questionId", v.id as "versionId", i.points as "itemPoints" from quiz_items i join questions q on ${IS_CANDIDATE}
     join question_versions v on v.question_id = q.id and v.number = q.version where i.quiz_id = ?`,
    [quizId],
  );
  const byItem = Map.groupBy(found, ({ position }) => position);
  return items.map(({ position, section, count }) => ({ section, count, candidates: byItem.get(position) ?? [] }));
}
