import DataLoader from "dataloader";
import { isAdmin, mayAuthor, mayEditQuiz, type PersonalAuthorship } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { prepared } from "../../../../platform/database/prepared.js";
import { coAuthorIdsSql, writtenBySql } from "../../../base/authorship/authored.js";
import type { Translations } from "../../../../kernel/locales.js";
import type { QuizText } from "./quiz.entity.js";
import { quizAuthored } from "./quiz.authored.js";
import type { QuizStatus, Reveal } from "./quiz-limits.js";

export interface QuizRow extends PersonalAuthorship {
  id: string;
  slug: string;
  title: string;
  description: string;
  locale: string;
  translations: Translations<QuizText>;
  status: QuizStatus;
  coAuthorIds: string[];
  shuffleQuestions: boolean;
  shuffleChoices: boolean;
  timeLimitMs: number | null;
  maxAttempts: number | null;
  cooldownMs: number;
  opensAt: Date | null;
  dueAt: Date | null;
  /** Share of the points that a wrong answer loses, 0 to 1. */
  penalty: number;
  reveal: Reveal;
  revision: number;
  questionCount: number;
  publishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export const QUIZ_COLUMNS = `z.id, z.slug, z.title, z.description, z.locale, z.translations, z.status, z.owner_id as "authorId", ${coAuthorIdsSql(quizAuthored, "z")} as "coAuthorIds",
  z.shuffle_questions as "shuffleQuestions", z.shuffle_choices as "shuffleChoices", z.time_limit_ms as "timeLimitMs", z.max_attempts as "maxAttempts",
  z.cooldown_ms as "cooldownMs", z.opens_at as "opensAt", z.due_at as "dueAt", z.penalty_millionths / 1e6::float8 as penalty, z.reveal, z.revision,
  (select coalesce(sum(i.count), 0)::int from quiz_items i where i.quiz_id = z.id) as "questionCount",
  z.published_at as "publishedAt", z.created_at as "createdAt", z.updated_at as "updatedAt"`;
export const NEWEST_QUIZ_FIRST = newestFirst<QuizRow>("z.id");

export function mayReadQuiz(viewer: Viewer, quiz: { status: string } & PersonalAuthorship): boolean {
  return quiz.status === "PUBLISHED" || mayEditQuiz(viewer, quiz);
}

/** Quizzes that the viewer may edit. */
export function editableQuizzes(viewer: Viewer): { sql: string; params: unknown[] } {
  if (isAdmin(viewer)) return { sql: "true", params: [] };
  return mayAuthor(viewer) ? { sql: writtenBySql(quizAuthored, "z"), params: [viewer.id, viewer.id] } : { sql: "false", params: [] };
}

/** Quizzes that the viewer may read. */
export function readableQuizzes(viewer: Viewer): { sql: string; params: unknown[] } {
  const { sql, params } = editableQuizzes(viewer);
  return { sql: `(z.status = 'PUBLISHED' or ${sql})`, params };
}

/** NOT_FOUND also for quizzes that the viewer may not see. */
export async function readQuiz(em: EntityManager, viewer: Viewer, by: { id: string } | { slug: string }): Promise<QuizRow> {
  const [column, value] = "id" in by ? ["id", by.id] : ["slug", by.slug];
  const [row] = await rows<QuizRow>(em, `select ${QUIZ_COLUMNS} from quizzes z where z.${column} = ?`, [value]);
  if (!row || !mayReadQuiz(viewer, row)) throw notFound("quiz");
  return row;
}

/** Does not check permissions: access to an attempt includes the quiz it belongs to. */
export const quizById: LoaderFactory<string, QuizRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await prepared<QuizRow>(em, `select ${QUIZ_COLUMNS} from quizzes z where z.id = any(?::uuid[])`, [ids]);
    const byId = new Map(found.map((quiz) => [quiz.id, quiz]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** quizById as a column of another row, a JSON array: of the quizzes in `ids`, SQL for an array. */
export const embeddedQuizzes = (ids: string): string =>
  `(select json_agg(e) from (select ${QUIZ_COLUMNS} from quizzes z where z.id = any(${ids})) e)`;

export interface ItemRow {
  quizId: string;
  position: number;
  section: string;
  questionId: string | null;
  bankId: string | null;
  tags: string[];
  count: number;
  points: number | null;
}

export const ITEM_COLUMNS = `i.quiz_id as "quizId", i.position, i.section, i.question_id as "questionId", i.bank_id as "bankId", i.tags, i.count, i.points`;

export const itemsOfQuiz: LoaderFactory<string, ItemRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<ItemRow>(
      em,
      `select ${ITEM_COLUMNS} from quiz_items i where i.quiz_id in (?) order by i.quiz_id, i.position`,
      [ids],
    );
    const byQuiz = Map.groupBy(found, ({ quizId }) => quizId);
    return ids.map((id) => byQuiz.get(id) ?? []);
  });
