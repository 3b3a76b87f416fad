/** Writes the quizzes of an archive, in the caller's transaction. */
import { isDeepStrictEqual } from "node:util";
import { mayEditQuiz } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { lockRow } from "../authoring/lock-row.js";
import { expectPublishable, setItems } from "../authoring/quiz-items.js";
import { QUIZ_LIMITS } from "../authoring/quiz-limits.js";
import { ITEM_COLUMNS, mayReadQuiz, QUIZ_COLUMNS, readQuiz, type ItemRow, type QuizRow } from "../authoring/quiz.rows.js";
import type { ArchivedQuiz, QuizArchive, QuizSettings } from "./quiz-format.js";
import { putBanks, type StoredBanks } from "./store-banks.js";

/**
 * Makes or updates the quizzes, and answers their ids by the slugs of the archive. A quiz is found by its slug. New ones are drafts of the
 * viewer; one that the viewer may read but not edit stays as it is. Records what can't be written as a fault; the caller then rolls back.
 */
export async function putQuizzes(
  em: EntityManager,
  viewer: SignedIn,
  archive: QuizArchive,
  findings: Findings,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const present = await quizzesBySlug(em, archive.quizzes);
  const own = archive.quizzes.filter((quiz) => {
    const known = present.get(quiz.slug);
    if (!known || mayEditQuiz(viewer, known) || !mayReadQuiz(viewer, known)) return true;
    findings.note(quiz.path, "The quiz of this name is another author's. It stays as it is.");
    ids.set(quiz.slug, known.id);
    return false;
  });
  const banks = await putBanks(em, viewer, { ...archive, quizzes: own }, findings);
  if (findings.faultCount > 0) return ids;
  for (const quiz of own) {
    const known = present.get(quiz.slug);
    // One that the viewer may not see keeps its slug.
    const editable = known && mayEditQuiz(viewer, known) ? known : undefined;
    ids.set(
      quiz.slug,
      await putQuiz(em, viewer, quiz, { banks, known: editable, slug: known && !editable ? free(quiz.slug) : quiz.slug, findings }),
    );
  }
  return ids;
}

async function quizzesBySlug(em: EntityManager, quizzes: readonly ArchivedQuiz[]): Promise<Map<string, QuizRow>> {
  if (quizzes.length === 0) return new Map();
  const sql = `select ${QUIZ_COLUMNS} from quizzes z where z.slug in (?)`;
  return new Map((await rows<QuizRow>(em, sql, [quizzes.map(({ slug }) => slug)])).map((quiz) => [quiz.slug, quiz]));
}

function free(slug: string): string {
  const suffix = `-${newId().slice(-6)}`;
  return slug.slice(0, QUIZ_LIMITS.slug - suffix.length).replace(/-$/, "") + suffix;
}

interface Target {
  banks: StoredBanks;
  known: QuizRow | undefined;
  slug: string;
  findings: Findings;
}

async function putQuiz(em: EntityManager, viewer: SignedIn, quiz: ArchivedQuiz, { banks, known, slug, findings }: Target): Promise<string> {
  const id = known?.id ?? newId();
  const items = quiz.items.map(({ question, bank, ...item }) => ({
    ...item,
    questionId: question === null ? null : banks.questions.get(question)!,
    bankId: bank === null ? null : banks.banks.get(bank)!,
  }));
  if (known) {
    await lockRow(em, "quizzes", id);
    const now = await readQuiz(em, viewer, { id });
    const nowItems = await rows<ItemRow>(em, `select ${ITEM_COLUMNS} from quiz_items i where i.quiz_id = ? order by i.position`, [id]);
    const bare = nowItems.map(({ quizId: _, position: __, ...item }) => item);
    if (isDeepStrictEqual(settingsOf(now), settingsOf(quiz)) && isDeepStrictEqual(bare, items.map(ordered))) return id;
  } else {
    await em.execute("insert into quizzes (id, owner_id, slug, title) values (?, ?, ?, ?)", [id, viewer.id, slug, quiz.title]);
  }
  const { title, description, locale, translations, shuffleQuestions, shuffleChoices, timeLimitMs, maxAttempts } = quiz;
  const { cooldownMs, opensAt, dueAt, penalty, reveal } = quiz;
  await em.execute(
    `update quizzes set title = ?, description = ?, locale = ?, translations = ?::jsonb, shuffle_questions = ?, shuffle_choices = ?, time_limit_ms = ?, max_attempts = ?,
       cooldown_ms = ?, opens_at = ?, due_at = ?, penalty_millionths = ?, reveal = ?, revision = revision + ?, updated_at = now() where id = ?`,
    [
      ...[
        title,
        description,
        locale,
        JSON.stringify(translations),
        shuffleQuestions,
        shuffleChoices,
        timeLimitMs,
        maxAttempts,
        cooldownMs,
        opensAt,
        dueAt,
      ],
      ...[Math.round(penalty * 1e6), reveal, known ? 1 : 0, id],
    ],
  );
  try {
    await setItems(em, viewer, id, items);
    if (known?.status === "PUBLISHED") await expectPublishable(em, await readQuiz(em, viewer, { id }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    findings.fault(error.code === "CONFLICT" ? "CONFLICT" : "VALUE_INVALID", quiz.path, error.message);
  }
  return id;
}

/** As ItemRow, for comparison. */
const ordered = ({ section, questionId, bankId, tags, count, points }: Omit<ItemRow, "quizId" | "position">) => ({
  ...{ section, questionId, bankId, tags, count, points },
});

function settingsOf(quiz: QuizSettings): QuizSettings {
  const { title, description, locale, translations, shuffleQuestions, shuffleChoices, timeLimitMs, maxAttempts } = quiz;
  const { cooldownMs, opensAt, dueAt, penalty, reveal } = quiz;
  return {
    ...{ title, description, locale, translations, shuffleQuestions, shuffleChoices, timeLimitMs, maxAttempts },
    ...{ cooldownMs, opensAt, dueAt, penalty, reveal },
  };
}
