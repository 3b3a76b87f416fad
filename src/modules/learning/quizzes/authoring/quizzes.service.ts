import { mayEditQuiz, mayChooseQuizCoAuthors } from "../../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { AppError, conflictOf, nullIfNotFound } from "../../../../kernel/errors.js";
import { localeOf } from "../../../../kernel/locales.js";
import { dropTranslation, putText } from "../../../../kernel/translations.js";
import { newId } from "../../../../kernel/ids.js";
import { violatedReference, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { addCoAuthor, removeCoAuthor } from "../../../base/authorship/co-authors.js";
import { lockRow } from "./lock-row.js";
import { quizAuthored } from "./quiz.authored.js";
import type { CreateQuizInput, QuizListArgs, QuizPersonInput, UpdateQuizInput } from "./quiz.input.js";
import { expectPublishable, setItems } from "./quiz-items.js";
import { editableQuizzes, NEWEST_QUIZ_FIRST, QUIZ_COLUMNS, readQuiz, type QuizRow } from "./quiz.rows.js";

/** NOT_FOUND for quizzes that the viewer may not see, FORBIDDEN for those that the viewer may see but not edit. */
export interface QuizzesService {
  read(em: EntityManager, viewer: Viewer, by: { id: string } | { slug: string }): Promise<QuizRow>;
  list(em: EntityManager, viewer: Viewer, args: QuizListArgs): Promise<Connection<QuizRow>>;
  create(viewer: SignedIn, input: CreateQuizInput): Promise<QuizRow>;
  update(viewer: SignedIn, input: UpdateQuizInput): Promise<QuizRow>;
  publish(viewer: SignedIn, id: string, address: string): Promise<QuizRow>;
  archive(viewer: SignedIn, id: string, address: string): Promise<QuizRow>;
  /** CONFLICT once learners have attempted it. */
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
  addCoAuthor(viewer: SignedIn, input: QuizPersonInput, address: string): Promise<QuizRow>;
  removeCoAuthor(viewer: SignedIn, input: QuizPersonInput, address: string): Promise<QuizRow | null>;
}

/** Columns of the settings. */
const COLUMNS = {
  slug: "slug",
  title: "title",
  description: "description",
  shuffleQuestions: "shuffle_questions",
  shuffleChoices: "shuffle_choices",
  timeLimitMs: "time_limit_ms",
  maxAttempts: "max_attempts",
  cooldownMs: "cooldown_ms",
  opensAt: "opens_at",
  dueAt: "due_at",
  penalty: "penalty_millionths",
  reveal: "reveal",
} as const;

/** Given settings with their columns, as the database stores them. */
function settingsOf(input: Partial<Record<keyof typeof COLUMNS, unknown>>): [column: string, value: unknown][] {
  return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).flatMap((name): [string, unknown][] => {
    const value = input[name];
    if (value === undefined) return [];
    if (name === "description") return [[COLUMNS[name], value ?? ""]];
    return [[COLUMNS[name], name === "penalty" ? Math.round((value as number) * 1e6) : value]];
  });
}

/** Takes the quiz's row lock. */
export async function lockedQuiz(em: EntityManager, viewer: SignedIn, id: string): Promise<QuizRow> {
  await lockRow(em, "quizzes", id);
  const quiz = await readQuiz(em, viewer, { id });
  if (!mayEditQuiz(viewer, quiz)) throw new AppError("FORBIDDEN", "Only the quiz's owner, co-authors and admins may do this.");
  return quiz;
}

export function createQuizzesService({ db }: { db: Database }): QuizzesService {
  const setStatus = (viewer: SignedIn, id: string, address: string, status: "PUBLISHED" | "ARCHIVED") =>
    db.transaction(async (tx) => {
      const quiz = await lockedQuiz(tx, viewer, id);
      if (status === "PUBLISHED") await expectPublishable(tx, quiz);
      if (quiz.status === status) return quiz;
      const sql = `update quizzes set status = ?, revision = revision + 1, updated_at = now()${status === "PUBLISHED" ? ", published_at = coalesce(published_at, now())" : ""} where id = ?`;
      await tx.execute(sql, [status, id]);
      record(tx, { actorId: viewer.id, action: `quiz.${status.toLowerCase()}`, subject: { type: "quiz", id }, address });
      return readQuiz(tx, viewer, { id });
    });

  return {
    read: readQuiz,

    list: (em, viewer, args) =>
      readConnection(
        em,
        {
          select: QUIZ_COLUMNS,
          from: "from quizzes z",
          conditions: [args.editable ? editableQuizzes(viewer) : { sql: "z.status = 'PUBLISHED'", params: [] }],
        },
        args,
        NEWEST_QUIZ_FIRST,
      ),

    create: (viewer, { items, locale, ...input }) =>
      slugConflictNamed(() =>
        db.transaction(async (tx) => {
          const id = newId();
          const own = locale == null ? "en" : localeOf(locale, "input.locale");
          const settings = [...settingsOf(input), ["locale", own] as [string, unknown]];
          await tx.execute(
            `insert into quizzes (id, owner_id, ${settings.map(([column]) => column).join(", ")}) values (?, ?, ${settings.map(() => "?").join(", ")})`,
            [id, viewer.id, ...settings.map(([, value]) => value)],
          );
          await setItems(tx, viewer, id, items ?? []);
          return readQuiz(tx, viewer, { id });
        }),
      ),

    update: (viewer, { id, expectedRevision, items, locale, removeTranslation, title, description, ...input }) =>
      slugConflictNamed(() =>
        db.transaction(async (tx) => {
          const quiz = await lockedQuiz(tx, viewer, id);
          if (quiz.revision !== expectedRevision) {
            throw conflictOf("input.expectedRevision", `The quiz has revision ${quiz.revision} by now. Read it again.`, "OUTDATED");
          }
          const texts = changedTexts(quiz, { locale, removeTranslation, title, description });
          const settings = [
            ...settingsOf({ ...input, ...texts }),
            ["translations", JSON.stringify(texts.translations)] as [string, unknown],
          ];
          const assignments = settings.map(([column]) => `${column} = ?, `).join("");
          await tx.execute(`update quizzes set ${assignments}revision = revision + 1, updated_at = now() where id = ?`, [
            ...settings.map(([, value]) => value),
            id,
          ]);
          if (items) await setItems(tx, viewer, id, items);
          const updated = await readQuiz(tx, viewer, { id });
          if (updated.status === "PUBLISHED") await expectPublishable(tx, updated);
          return updated;
        }),
      ),

    publish: (viewer, id, address) => setStatus(viewer, id, address, "PUBLISHED"),
    archive: (viewer, id, address) => setStatus(viewer, id, address, "ARCHIVED"),

    async remove(viewer, id, address) {
      try {
        await db.transaction(async (tx) => {
          const quiz = await lockedQuiz(tx, viewer, id);
          if (!mayChooseQuizCoAuthors(viewer, quiz)) throw new AppError("FORBIDDEN", "Only the owner and admins may delete a quiz.");
          await tx.execute("delete from quiz_attempts where quiz_id = ? and preview", [id]);
          await tx.execute("delete from quizzes where id = ?", [id]);
          record(tx, { actorId: viewer.id, action: "quiz.deleted", subject: { type: "quiz", id }, address, details: { slug: quiz.slug } });
        });
      } catch (error) {
        throw violatedReference(error) ? new AppError("CONFLICT", "Learners have attempted this quiz. Archive it instead.") : error;
      }
    },

    addCoAuthor: (viewer, { quizId, username }, address) =>
      db.transaction(async (tx) => {
        const of = { ...(await lockedQuiz(tx, viewer, quizId)), organizationId: null };
        await addCoAuthor(tx, { viewer, authored: quizAuthored, id: quizId, of, username, address });
        return readQuiz(tx, viewer, { id: quizId });
      }),

    removeCoAuthor: (viewer, { quizId, username }, address) =>
      db.transaction(async (tx) => {
        const of = { ...(await lockedQuiz(tx, viewer, quizId)), organizationId: null };
        await removeCoAuthor(tx, { viewer, authored: quizAuthored, id: quizId, of, username, address });
        return nullIfNotFound(readQuiz(tx, viewer, { id: quizId }));
      }),
  };
}

/** Title and description, and the translations, after the change. */
function changedTexts(
  quiz: QuizRow,
  { locale, removeTranslation, title, description }: Pick<UpdateQuizInput, "locale" | "removeTranslation" | "title" | "description">,
) {
  const texts = { title: quiz.title, description: quiz.description, translations: quiz.translations };
  const given = { title, description: description === null ? "" : description };
  if (title !== undefined || description !== undefined)
    putText(texts, { own: quiz.locale, requested: locale, empty: { title: "", description: "" }, given });
  if (removeTranslation != null) dropTranslation(texts, removeTranslation);
  return texts;
}

async function slugConflictNamed<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedUnique(error) !== "quizzes_slug_unique") throw error;
    throw conflictOf("input.slug", "There is already a quiz with this slug. Choose another.");
  }
}
