import { mayEditQuiz } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { HOUR_MS, MIB } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Markdown } from "../../../../platform/markdown/markdown.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { textOfUpload } from "../../../base/storage/text-of-upload.js";
import { lockRow } from "../authoring/lock-row.js";
import type { QuestionContent } from "../questions/question.js";
import { readableBanks, readBank } from "../questions/question.rows.js";
import { QUESTIONS_PER_BANK } from "../questions/questions.service.js";
import { MARKDOWN_TEXTS, type ExportTexts } from "./exported-file.js";
import type { ImportedItem } from "./imported-item.js";
import {
  EXPORTED_MAX,
  type ExportQuestionsInput,
  type ImportQuestionsInput,
  type ImportQuestionsPayload,
  type QuestionExportType,
} from "./question-file.type.js";
import { readQuestions, writeQuestions } from "./question-formats.js";
import type { QuestionPictures, TakenPictures } from "../pictures/question-pictures.service.js";
import { toMoodleHtml } from "./texts/moodle-html.js";

export interface QuestionFiles {
  /** Stores all that was understood, in one transaction. BAD_USER_INPUT for a file that cannot be read as a whole. */
  import(viewer: SignedIn, input: ImportQuestionsInput): Promise<ImportQuestionsPayload>;
  export(em: EntityManager, viewer: SignedIn, input: ExportQuestionsInput): Promise<QuestionExportType>;
}

const IMPORTS = { name: "question-imports", most: 120, windowMs: HOUR_MS };
const EXPORTS = { name: "question-exports", most: 120, windowMs: HOUR_MS };
/** Of the stored contents of an export; each is at most 200,000. */
const EXPORT_CHARACTERS = 4 * MIB;
/** Rows of a statement. */
const BATCH = 200;

interface Dependencies {
  db: Database;
  storage: ObjectStorage;
  limiter: RateLimiter;
  markdown: Markdown;
  pictures: QuestionPictures;
}

export function createQuestionFiles({ db, storage, limiter, markdown, pictures }: Dependencies): QuestionFiles {
  const take = async (limit: typeof IMPORTS, viewer: SignedIn, what: string) => {
    const refused = await limiter.take(limit, viewer.id);
    if (refused) throw new AppError("RATE_LIMITED", `At most ${limit.most} ${what} of questions an hour.`, refused);
  };
  const expectEditable = async (em: EntityManager, viewer: SignedIn, bankId: string) => {
    const bank = await readBank(em, viewer, bankId);
    if (!mayEditQuiz(viewer, bank)) throw new AppError("FORBIDDEN", "Only the bank's owner, co-authors and admins may do this.");
  };
  const textOf = (em: EntityManager, viewer: SignedIn, input: ImportQuestionsInput) => textOfUpload({ em, storage, viewer }, input);

  /** Ids of the new questions, by item, in the order of the file. */
  const store = (
    viewer: SignedIn,
    bankId: string,
    items: readonly ImportedItem[],
    taken: TakenPictures,
  ): Promise<Map<ImportedItem, string>> =>
    db.transaction(async (tx) => {
      await lockRow(tx, "question_banks", bankId);
      await expectEditable(tx, viewer, bankId);
      const [{ count } = { count: 0 }] = await rows<{ count: number }>(
        tx,
        "select count(*)::int as count from questions where bank_id = ?",
        [bankId],
      );
      if (count + items.length > QUESTIONS_PER_BANK) throw new AppError("CONFLICT", `A bank has at most ${QUESTIONS_PER_BANK} questions.`);
      // Those of one millisecond are in random order; lists are ordered by id.
      const sorted = items.map(() => newId()).sort();
      const ids = new Map(items.map((item, index) => [item, sorted[index]!]));
      const all = [...ids].map(([{ content }, id]) => ({ id, version: newId(), content }));
      await taken.keep(tx, bankId);
      for (let from = 0; from < all.length; from += BATCH) await insert(tx, viewer, bankId, all.slice(from, from + BATCH));
      return ids;
    });

  const textsOf = (viewer: SignedIn, input: ExportQuestionsInput): ExportTexts => {
    const pictureAt = pictures.exporting();
    return input.texts === "MARKDOWN"
      ? { ...MARKDOWN_TEXTS, pictureAt }
      : { format: "html", of: async (source) => toMoodleHtml(await markdown.render(source, viewer.id)), pictureAt };
  };

  return {
    async import(viewer, input) {
      const em = db.em.fork();
      await expectEditable(em, viewer, input.bankId);
      await take(IMPORTS, viewer, "imports");
      const taken = pictures.importing(input.dryRun ?? false);
      const { items, faults } = await readQuestions(input.format, await textOf(em, viewer, input), (base64) => taken.take(base64));
      if (faults.length > 0) throw badInput(input.fileId ? "input.fileId" : "input.text", faults.join(" "), "INVALID_FORMAT");
      const understood = items.filter(({ content }) => content !== null);
      const ids = input.dryRun ? new Map<ImportedItem, string>() : await store(viewer, input.bankId, understood, taken);
      return {
        items: items.map((item) => ({ ...item, questionId: ids.get(item) ?? null })),
        importedCount: understood.length,
        refusedCount: items.length - understood.length,
      };
    },

    async export(em, viewer, input) {
      if (!input.bankId === !input.ids) throw badInput("input.bankId", "Set either `bankId` or `ids`.");
      const found = input.bankId ? await ofBank(em, viewer, input.bankId) : await ofIds(em, viewer, input.ids!);
      await take(EXPORTS, viewer, "exports");
      const contents = found.map(({ content }) => content);
      const { text, items } = await writeQuestions(input.format, contents, textsOf(viewer, input));
      return { text, items: items.map(({ outcome, messages }, index) => ({ questionId: found[index]!.id, outcome, messages })) };
    },
  };
}

interface NewQuestion {
  id: string;
  version: string;
  content: QuestionContent | null;
}

async function insert(tx: EntityManager, viewer: SignedIn, bankId: string, questions: readonly NewQuestion[]): Promise<void> {
  const given = JSON.stringify(questions);
  const from = "from jsonb_to_recordset(?::jsonb) as r(id uuid, version uuid, content jsonb)";
  await tx.execute(
    `insert into questions (id, bank_id, kind, title, tags, version)
     select r.id, ?, r.content->>'kind', coalesce(r.content->>'title', ''), array(select jsonb_array_elements_text(r.content->'tags')), 1 ${from}`,
    [bankId, given],
  );
  await tx.execute(
    `insert into question_versions (id, question_id, number, content, author_id) select r.version, r.id, 1, r.content, ? ${from}`,
    [viewer.id, given],
  );
}

interface Found {
  id: string;
  bankId: string;
  content: QuestionContent;
}

const NEWEST = `select q.id, q.bank_id as "bankId", v.content from questions q join question_versions v on v.question_id = q.id and v.number = q.version`;

async function ofBank(em: EntityManager, viewer: SignedIn, bankId: string): Promise<Found[]> {
  await readBank(em, viewer, bankId);
  const sql = "select q.id from questions q where q.bank_id = ? and q.archived_at is null order by q.id limit ?";
  const ids = (await rows<{ id: string }>(em, sql, [bankId, EXPORTED_MAX + 1])).map(({ id }) => id);
  if (ids.length > EXPORTED_MAX)
    throw badInput("input.bankId", `The bank has more than ${EXPORTED_MAX} questions: export some by \`ids\`.`, "TOO_MANY");
  return ids.length === 0 ? [] : load(em, ids, "input.bankId");
}

async function ofIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<Found[]> {
  const distinct = [...new Set(ids)];
  const found = await load(em, distinct, "input.ids");
  const visible = await readableOf(em, viewer, [...new Set(found.map(({ bankId }) => bankId))]);
  const byId = new Map(found.filter(({ bankId }) => visible.has(bankId)).map((question) => [question.id, question]));
  return distinct.map((id) => {
    const question = byId.get(id);
    if (!question) throw notFound("question");
    return question;
  });
}

/** Those of the banks that the viewer may read. */
async function readableOf(em: EntityManager, viewer: SignedIn, bankIds: readonly string[]): Promise<Set<string>> {
  if (bankIds.length === 0) return new Set();
  const { sql, params } = readableBanks(viewer);
  const found = await rows<{ id: string }>(em, `select b.id from question_banks b where b.id in (?) and ${sql}`, [bankIds, ...params]);
  return new Set(found.map(({ id }) => id));
}

async function load(em: EntityManager, ids: readonly string[], field: string): Promise<Found[]> {
  const [{ size } = { size: 0 }] = await rows<{ size: number }>(
    em,
    `select coalesce(sum(length(v.content::text)), 0)::int as size from questions q join question_versions v on v.question_id = q.id and v.number = q.version where q.id in (?)`,
    [ids],
  );
  if (size > EXPORT_CHARACTERS) throw badInput(field, "These questions are too long for one file: export fewer at once.", "TOO_LONG");
  return rows<Found>(em, `${NEWEST} where q.id in (?) order by q.id`, [ids]);
}
