import { isAdmin, mayReadQuestionBank, type PersonalAuthorship } from "../../../../access/policy.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { TOPIC_COLUMNS, type TopicRow } from "../../../practice/topics/topic.loaders.js";
import { coAuthorIdsSql, writtenBySql } from "../../../base/authorship/authored.js";
import { bankAuthored } from "../authoring/quiz.authored.js";
import type { BankVisibility } from "./question.entity.js";
import type { QuestionContent, QuestionKind } from "./question.js";

export interface BankRow extends PersonalAuthorship {
  id: string;
  title: string;
  description: string;
  visibility: BankVisibility;
  coAuthorIds: string[];
  createdAt: Date;
  updatedAt: Date;
}

export const BANK_COLUMNS = `b.id, b.title, b.description, b.visibility, b.owner_id as "authorId", ${coAuthorIdsSql(bankAuthored, "b")} as "coAuthorIds",
  b.created_at as "createdAt", b.updated_at as "updatedAt"`;
export const NEWEST_BANK_FIRST = newestFirst<BankRow>("b.id");

/** Banks that an author may read. */
export function readableBanks(viewer: SignedIn): { sql: string; params: unknown[] } {
  if (isAdmin(viewer)) return { sql: "true", params: [] };
  return { sql: `(b.visibility = 'AUTHORS' or ${writtenBySql(bankAuthored, "b")})`, params: [viewer.id, viewer.id] };
}

/** NOT_FOUND also for viewers who may not read the bank. */
export async function readBank(em: EntityManager, viewer: Viewer, id: string): Promise<BankRow> {
  const [row] = await rows<BankRow>(em, `select ${BANK_COLUMNS} from question_banks b where b.id = ?`, [id]);
  if (!row || !mayReadQuestionBank(viewer, row)) throw notFound("question bank");
  return row;
}

export interface QuestionRow {
  id: string;
  bankId: string;
  kind: QuestionKind;
  title: string;
  tags: string[];
  version: number;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export const QUESTION_COLUMNS = `q.id, q.bank_id as "bankId", q.kind, q.title, q.tags, q.version, q.archived_at as "archivedAt",
  q.created_at as "createdAt", q.updated_at as "updatedAt"`;
export const NEWEST_QUESTION_FIRST = newestFirst<QuestionRow>("q.id");

export interface VersionRow {
  id: string;
  questionId: string;
  number: number;
  authorId: string;
  createdAt: Date;
}

export const VERSION_COLUMNS = `v.id, v.question_id as "questionId", v.number, v.author_id as "authorId", v.created_at as "createdAt"`;
export const NEWEST_VERSION_FIRST = newestFirst<VersionRow>("v.id");

/** Without a check of permissions: for fields of objects that the viewer may read. */
export const bankById: LoaderFactory<string, BankRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<BankRow>(em, `select ${BANK_COLUMNS} from question_banks b where b.id in (?)`, [ids]);
    const byId = new Map(found.map((bank) => [bank.id, bank]));
    return ids.map((id) => byId.get(id) ?? null);
  });

export const questionById: LoaderFactory<string, QuestionRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<QuestionRow>(em, `select ${QUESTION_COLUMNS} from questions q where q.id in (?)`, [ids]);
    const byId = new Map(found.map((question) => [question.id, question]));
    return ids.map((id) => byId.get(id) ?? null);
  });

export const contentOfVersion: LoaderFactory<string, QuestionContent> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; content: QuestionContent }>(em, "select id, content from question_versions where id in (?)", [
      ids,
    ]);
    const byId = new Map(found.map(({ id, content }) => [id, content]));
    return ids.map((id) => byId.get(id) ?? new Error("the version no longer exists"));
  });

/** Content of the newest version, by question. */
export const contentOfQuestion: LoaderFactory<string, QuestionContent> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; content: QuestionContent }>(
      em,
      `select q.id, v.content from questions q join question_versions v on v.question_id = q.id and v.number = q.version where q.id in (?)`,
      [ids],
    );
    const byId = new Map(found.map(({ id, content }) => [id, content]));
    return ids.map((id) => byId.get(id) ?? new Error("the question no longer exists"));
  });

export const topicsOfQuestion: LoaderFactory<string, TopicRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TopicRow & { questionId: string }>(
      em,
      `select qt.question_id as "questionId", ${TOPIC_COLUMNS} from question_topics qt join topics t on t.id = qt.topic_id
       where qt.question_id in (?) order by t.name, t.id`,
      [ids],
    );
    const byQuestion = Map.groupBy(found, ({ questionId }) => questionId);
    return ids.map((id) => byQuestion.get(id) ?? []);
  });
