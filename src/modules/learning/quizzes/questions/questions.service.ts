import { mayEditQuiz } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, conflictOf, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { addCoAuthor, removeCoAuthor } from "../../../base/authorship/co-authors.js";
import type { ProblemsService } from "../../../practice/problems/problems.service.js";
import type { TopicsService } from "../../../practice/topics/topics.service.js";
import { lockRow } from "../authoring/lock-row.js";
import { bankAuthored } from "../authoring/quiz.authored.js";
import type {
  BankPersonInput,
  CreateQuestionBankInput,
  CreateQuestionInput,
  UpdateQuestionBankInput,
  UpdateQuestionInput,
} from "./question.input.js";
import type { QuestionContent } from "./question.js";
import * as q from "./question.rows.js";
import { addVersion, jsonTags, referenced, TAGS } from "./question-writes.js";
import { readContent } from "./read-content.js";

export const QUESTIONS_PER_BANK = 10_000;

export interface QuestionFilter {
  kind?: string | null;
  tags?: string[] | null;
  archived?: boolean | null;
}

/** NOT_FOUND for what the viewer may not read, FORBIDDEN for what the viewer may read but not edit. */
export interface QuestionsService {
  readBank(em: EntityManager, viewer: SignedIn, id: string): Promise<q.BankRow>;
  banks(em: EntityManager, viewer: SignedIn, mine: boolean, page: PageArgs): Promise<Connection<q.BankRow>>;
  createBank(viewer: SignedIn, input: CreateQuestionBankInput): Promise<q.BankRow>;
  updateBank(viewer: SignedIn, input: UpdateQuestionBankInput): Promise<q.BankRow>;
  /** CONFLICT while it has questions. */
  deleteBank(viewer: SignedIn, id: string, address: string): Promise<void>;
  addCoAuthor(viewer: SignedIn, input: BankPersonInput, address: string): Promise<q.BankRow>;
  removeCoAuthor(viewer: SignedIn, input: BankPersonInput, address: string): Promise<q.BankRow | null>;
  readQuestion(em: EntityManager, viewer: SignedIn, id: string): Promise<q.QuestionRow>;
  questions(em: EntityManager, bankId: string, filter: QuestionFilter, page: PageArgs): Promise<Connection<q.QuestionRow>>;
  versions(em: EntityManager, questionId: string, page: PageArgs): Promise<Connection<q.VersionRow>>;
  create(viewer: SignedIn, input: CreateQuestionInput): Promise<q.QuestionRow>;
  /** A new version, unless the content is the same. */
  update(viewer: SignedIn, input: UpdateQuestionInput): Promise<q.QuestionRow>;
  archive(viewer: SignedIn, id: string, archived: boolean): Promise<q.QuestionRow>;
  /** CONFLICT for a question that a quiz or an attempt refers to. */
  remove(viewer: SignedIn, id: string): Promise<void>;
}

type Dependencies = { db: Database; problems: ProblemsService; topics: TopicsService };

export function createQuestionsService({ db, problems, topics }: Dependencies): QuestionsService {
  const editableBank = async (em: EntityManager, viewer: SignedIn, id: string) => {
    const bank = await q.readBank(em, viewer, id);
    if (!mayEditQuiz(viewer, bank)) throw new AppError("FORBIDDEN", "Only the bank's owner, co-authors and admins may do this.");
    return bank;
  };
  const lockedBank = async (em: EntityManager, viewer: SignedIn, id: string) => {
    await lockRow(em, "question_banks", id);
    return editableBank(em, viewer, id);
  };
  const readQuestion = async (em: EntityManager, viewer: SignedIn, id: string) => {
    const [row] = await rows<q.QuestionRow>(em, `select ${q.QUESTION_COLUMNS} from questions q where q.id = ?`, [id]);
    if (!row || !(await nullIfNotFound(q.readBank(em, viewer, row.bankId)))) throw notFound("question");
    return row;
  };
  const lockedQuestion = async (em: EntityManager, viewer: SignedIn, id: string) => {
    await lockRow(em, "questions", id);
    const question = await readQuestion(em, viewer, id);
    await editableBank(em, viewer, question.bankId);
    return question;
  };
  /** A code question may only use a problem that its author may read. */
  const expectProblem = async (em: EntityManager, viewer: SignedIn, content: QuestionContent, field: string) => {
    if (content.kind !== "CODE" || (await nullIfNotFound(problems.read(em, viewer, { id: content.problemId })))) return;
    throw badInput(`${field}.problemId`, "There is no such problem.", "UNKNOWN_VALUE");
  };
  const setTopics = async (em: EntityManager, questionId: string, slugs: readonly string[]) => {
    const ids = await topics.idsOf(em, slugs, "input.topics");
    await em.execute("delete from question_topics where question_id = ?", [questionId]);
    await em.execute("insert into question_topics (question_id, topic_id) select ?, unnest(?::uuid[]) on conflict do nothing", [
      questionId,
      textArray(ids),
    ]);
  };
  return {
    readBank: q.readBank,

    banks: (em, viewer, mine, page) =>
      readConnection(
        em,
        {
          select: q.BANK_COLUMNS,
          from: "from question_banks b",
          conditions: [q.readableBanks(viewer), ...(mine ? [{ sql: "b.owner_id = ?", params: [viewer.id] }] : [])],
        },
        page,
        q.NEWEST_BANK_FIRST,
      ),

    async createBank(viewer, { title, description, visibility }) {
      const em = db.em.fork();
      const id = newId();
      const sql = "insert into question_banks (id, title, description, visibility, owner_id) values (?, ?, ?, ?, ?)";
      await em.execute(sql, [id, title, description ?? "", visibility ?? "PRIVATE", viewer.id]);
      return q.readBank(em, viewer, id);
    },

    updateBank: (viewer, { id, title, description, visibility }) =>
      db.transaction(async (tx) => {
        await lockedBank(tx, viewer, id);
        await tx.execute(
          `update question_banks set title = coalesce(?, title), description = coalesce(?, description), visibility = coalesce(?, visibility),
             updated_at = now() where id = ?`,
          [title ?? null, description === undefined ? null : (description ?? ""), visibility ?? null, id],
        );
        return q.readBank(tx, viewer, id);
      }),

    deleteBank: (viewer, id, address) =>
      referenced("This bank still has questions, or a quiz draws from it. Archive the questions instead.", () =>
        db.transaction(async (tx) => {
          await lockedBank(tx, viewer, id);
          record(tx, { actorId: viewer.id, action: "question-bank.deleted", subject: { type: "question-bank", id }, address });
          await tx.execute("delete from question_banks where id = ?", [id]);
        }),
      ),

    addCoAuthor: (viewer, { bankId, username }, address) =>
      db.transaction(async (tx) => {
        const of = { ...(await lockedBank(tx, viewer, bankId)), organizationId: null };
        await addCoAuthor(tx, { viewer, authored: bankAuthored, id: bankId, of, username, address });
        return q.readBank(tx, viewer, bankId);
      }),

    removeCoAuthor: (viewer, { bankId, username }, address) =>
      db.transaction(async (tx) => {
        const of = { ...(await lockedBank(tx, viewer, bankId)), organizationId: null };
        await removeCoAuthor(tx, { viewer, authored: bankAuthored, id: bankId, of, username, address });
        return nullIfNotFound(q.readBank(tx, viewer, bankId));
      }),

    readQuestion,

    questions: (em, bankId, { kind, tags, archived }, page) =>
      readConnection(
        em,
        {
          select: q.QUESTION_COLUMNS,
          from: "from questions q",
          conditions: [
            { sql: "q.bank_id = ?", params: [bankId] },
            { sql: `q.archived_at is ${archived ? "not null" : "null"}`, params: [] },
            ...(kind ? [{ sql: "q.kind = ?", params: [kind] }] : []),
            ...(tags?.length ? [{ sql: `q.tags @> ${TAGS}`, params: [JSON.stringify(tags)] }] : []),
          ],
        },
        page,
        q.NEWEST_QUESTION_FIRST,
      ),

    versions: (em, questionId, page) =>
      readConnection(
        em,
        { select: q.VERSION_COLUMNS, from: "from question_versions v", conditions: [{ sql: "v.question_id = ?", params: [questionId] }] },
        page,
        q.NEWEST_VERSION_FIRST,
      ),

    create: (viewer, { bankId, content: given, topics: slugs }) =>
      db.transaction(async (tx) => {
        await lockedBank(tx, viewer, bankId);
        const content = readContent(given, "input.content");
        await expectProblem(tx, viewer, content, "input.content");
        const [{ count } = { count: 0 }] = await rows<{ count: number }>(
          tx,
          "select count(*)::int as count from questions where bank_id = ?",
          [bankId],
        );
        if (count >= QUESTIONS_PER_BANK) throw new AppError("CONFLICT", `A bank has at most ${QUESTIONS_PER_BANK} questions.`);
        const id = newId();
        await tx.execute(`insert into questions (id, bank_id, kind, title, tags, version) values (?, ?, ?, ?, ${TAGS}, 1)`, [
          id,
          bankId,
          content.kind,
          content.title ?? "",
          jsonTags(content),
        ]);
        await addVersion(tx, viewer, id, 1, content);
        await setTopics(tx, id, slugs ?? []);
        return readQuestion(tx, viewer, id);
      }),

    update: (viewer, { id, content: given, topics: slugs, expectedVersion }) =>
      db.transaction(async (tx) => {
        const question = await lockedQuestion(tx, viewer, id);
        if (question.version !== expectedVersion) {
          throw conflictOf("input.expectedVersion", `The question has version ${question.version} by now. Read it again.`, "OUTDATED");
        }
        if (slugs !== undefined) await setTopics(tx, id, slugs ?? []);
        if (given) {
          const content = readContent(given, "input.content");
          await expectProblem(tx, viewer, content, "input.content");
          const [same] = await rows(tx, "select 1 from question_versions where question_id = ? and number = ? and content = ?::jsonb", [
            id,
            question.version,
            JSON.stringify(content),
          ]);
          if (!same) {
            await addVersion(tx, viewer, id, question.version + 1, content);
            await tx.execute(
              `update questions set kind = ?, title = ?, tags = ${TAGS}, version = version + 1, updated_at = now() where id = ?`,
              [content.kind, content.title ?? "", jsonTags(content), id],
            );
          }
        }
        return readQuestion(tx, viewer, id);
      }),

    archive: (viewer, id, archived) =>
      db.transaction(async (tx) => {
        await lockedQuestion(tx, viewer, id);
        const sql = `update questions set archived_at = ${archived ? "coalesce(archived_at, now())" : "null"}, updated_at = now() where id = ?`;
        await tx.execute(sql, [id]);
        return readQuestion(tx, viewer, id);
      }),

    remove: (viewer, id) =>
      referenced("A quiz or an attempt refers to this question. Archive it instead.", () =>
        db.transaction(async (tx) => {
          await lockedQuestion(tx, viewer, id);
          await tx.execute("delete from questions where id = ?", [id]);
        }),
      ),
  };
}
