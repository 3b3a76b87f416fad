/** Writes the banks of an archive with their questions, in the caller's transaction. A few statements for each bank. */
import { isDeepStrictEqual } from "node:util";
import { mayEditQuiz, mayReadQuestionBank } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type EntityManager } from "../../../../platform/database/database.js";
import { readableBy } from "../../../practice/problems/list/problem-conditions.js";
import { lockRow } from "../authoring/lock-row.js";
import { BANK_COLUMNS, type BankRow } from "../questions/question.rows.js";
import type { QuestionContent } from "../questions/question.js";
import { QUESTIONS_PER_BANK } from "../questions/questions.service.js";
import type { ArchivedBank, ArchivedQuestion, QuizArchive } from "./quiz-format.js";
import { bankOf } from "./read-archive.js";

export interface StoredBanks {
  /** Ids by name. */
  banks: Map<string, string>;
  /** Ids by `<bank>/<name>`. */
  questions: Map<string, string>;
}

interface Names {
  topics: ReadonlyMap<string, string>;
  problems: ReadonlyMap<string, string>;
}

/** Rows of a statement. */
const BATCH = 200;

/** The banks that its quizzes use. A bank is found by its key, else by its title among the viewer's own. */
export async function putBanks(
  em: EntityManager,
  viewer: SignedIn,
  { banks, quizzes }: QuizArchive,
  findings: Findings,
): Promise<StoredBanks> {
  const stored: StoredBanks = { banks: new Map(), questions: new Map() };
  const used = new Set(quizzes.flatMap(({ items }) => items.map(bankOf)));
  // As exports name banks of the same title: by their ids.
  const wanted = banks.filter(({ name }) => used.has(name)).sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const names = await resolved(em, viewer, wanted, findings);
  if (findings.faultCount > 0) return stored;
  // Ids of one millisecond are in random order, and exports are in the order of the ids.
  const ids = wanted.map(() => newId()).sort();
  for (const [at, bank] of wanted.entries()) {
    const known = await knownBank(em, viewer, bank);
    const id = known?.id ?? ids[at]!;
    if (known) await lockRow(em, "question_banks", id);
    const isOwn = !known || mayEditQuiz(viewer, known);
    if (isOwn) await putBank(em, viewer, id, bank, known);
    else findings.note(bank.path, "This bank is another author's. It stays as it is.");
    stored.banks.set(bank.name, id);
    await putQuestions(em, viewer, { id, bank, isOwn, names, stored, findings });
  }
  return stored;
}

/** Ids of what the questions name. */
async function resolved(em: EntityManager, viewer: SignedIn, banks: readonly ArchivedBank[], findings: Findings): Promise<Names> {
  const all = banks.flatMap(({ questions }) => questions);
  const readable = readableBy(viewer);
  const bySlug = async (sql: string, slugs: readonly string[], params: readonly unknown[] = []) =>
    new Map(
      (await rows<{ id: string; slug: string }>(em, sql, [textArray([...new Set(slugs)]), ...params])).map(({ id, slug }) => [slug, id]),
    );
  const topics = await bySlug(
    "select id, slug from topics where slug = any(?::text[])",
    all.flatMap((question) => question.topics),
  );
  const problems = await bySlug(
    `select p.id, p.slug from problems p where p.slug = any(?::text[]) and ${readable.sql}`,
    all.flatMap(({ problem }) => problem ?? []),
    readable.params,
  );
  for (const { path, questions } of banks) {
    for (const { name, topics: slugs, problem } of questions) {
      const unknown = slugs.filter((slug) => !topics.has(slug));
      if (unknown.length > 0) findings.fault("VALUE_INVALID", path, `\`${name}\`: there is no topic \`${unknown.join("`, `")}\`.`);
      if (problem !== null && !problems.has(problem))
        findings.fault("VALUE_INVALID", path, `\`${name}\`: there is no problem \`${problem}\` that you may read.`);
    }
  }
  return { topics, problems };
}

async function knownBank(em: EntityManager, viewer: SignedIn, { key, title }: ArchivedBank): Promise<BankRow | undefined> {
  const condition = key === null ? "b.title = ? and b.owner_id = ?" : "b.key = ?";
  const found = await rows<BankRow>(
    em,
    `select ${BANK_COLUMNS} from question_banks b where ${condition} order by b.id limit 20`,
    key === null ? [title, viewer.id] : [key],
  );
  return found.find((bank) => mayEditQuiz(viewer, bank)) ?? found.find((bank) => mayReadQuestionBank(viewer, bank));
}

async function putBank(em: EntityManager, viewer: SignedIn, id: string, bank: ArchivedBank, known: BankRow | undefined): Promise<void> {
  const { title, description, visibility, key } = bank;
  if (!known) {
    await em.execute("insert into question_banks (id, key, title, description, visibility, owner_id) values (?, ?, ?, ?, ?, ?)", [
      ...[id, key ?? newId(), title, description, visibility, viewer.id],
    ]);
  } else if (known.title !== title || known.description !== description || known.visibility !== visibility) {
    const sql = "update question_banks set title = ?, description = ?, visibility = ?, updated_at = now() where id = ?";
    await em.execute(sql, [title, description, visibility, id]);
  }
}

interface Present {
  id: string;
  key: string;
  version: number;
  archived: boolean;
  content: QuestionContent;
  /** Sorted. */
  topicIds: string[];
}

interface Write {
  id: string;
  key: string;
  version: number;
  content: QuestionContent;
  topicIds: string[];
  isNew: boolean;
  hasNewContent: boolean;
}

interface Bank {
  id: string;
  bank: ArchivedBank;
  isOwn: boolean;
  names: Names;
  stored: StoredBanks;
  findings: Findings;
}

/** Questions are found by their keys; one without a key is that with the same content, or a new one. Others of the bank stay. */
async function putQuestions(
  em: EntityManager,
  viewer: SignedIn,
  { id: bankId, bank, isOwn, names, stored, findings }: Bank,
): Promise<void> {
  const contents = bank.questions.map((question) => contentOf(question, names));
  const present = await presentQuestions(em, bankId, bank.questions, contents);
  const byKey = new Map(present.map((question) => [question.key, question]));
  const taken = new Set(bank.questions.flatMap(({ key }) => key ?? []));
  const ids = bank.questions.map(() => newId()).sort();
  const writes: Write[] = [];
  for (const [at, question] of bank.questions.entries()) {
    const content = contents[at]!;
    const same = () => present.find((one) => !taken.has(one.key) && isDeepStrictEqual(one.content, content));
    const known = question.key === null ? same() : byKey.get(question.key);
    if (known) taken.add(known.key);
    if (!known && !isOwn) {
      findings.fault("VALUE_INVALID", bank.path, `\`${question.name}\`: the bank of another author does not have this question.`);
      continue;
    }
    const id = known?.id ?? ids[at]!;
    stored.questions.set(`${bank.name}/${question.name}`, id);
    const topicIds = question.topics.map((slug) => names.topics.get(slug)!).sort();
    const hasNewContent = !known || !isDeepStrictEqual(known.content, content);
    if (!isOwn || (known && !hasNewContent && !known.archived && isDeepStrictEqual(known.topicIds, topicIds))) continue;
    const version = known ? known.version + Number(hasNewContent) : 1;
    writes.push({ id, key: known?.key ?? question.key ?? newId(), version, content, topicIds, isNew: !known, hasNewContent });
  }
  const added = writes.filter(({ isNew }) => isNew).length;
  if (added > 0 && (await countOf(em, bankId)) + added > QUESTIONS_PER_BANK)
    findings.fault("CONFLICT", bank.path, `A bank has at most ${QUESTIONS_PER_BANK} questions.`);
  else for (let from = 0; from < writes.length; from += BATCH) await write(em, viewer, bankId, writes.slice(from, from + BATCH));
}

/** As it is read back from the database: without fields that are undefined. */
function contentOf({ content, problem }: ArchivedQuestion, { problems }: Names): QuestionContent {
  const own = content.kind === "CODE" ? { ...content, problemId: problems.get(problem!)! } : content;
  return JSON.parse(JSON.stringify(own)) as QuestionContent;
}

async function countOf(em: EntityManager, bankId: string): Promise<number> {
  const [found] = await rows<{ count: number }>(em, "select count(*)::int as count from questions where bank_id = ?", [bankId]);
  return found!.count;
}

/** Those with a key or a content of the archive: a bank may have many others. */
async function presentQuestions(
  em: EntityManager,
  bankId: string,
  questions: readonly ArchivedQuestion[],
  contents: readonly QuestionContent[],
): Promise<Present[]> {
  const keys = questions.flatMap(({ key }) => key ?? []);
  const withoutKey = contents.filter((_, at) => questions[at]!.key === null);
  return rows(
    em,
    `select q.id, q.key, q.version, q.archived_at is not null as archived, v.content,
       array(select t.topic_id from question_topics t where t.question_id = q.id order by t.topic_id) as "topicIds"
     from questions q join question_versions v on v.question_id = q.id and v.number = q.version
     where q.bank_id = ? and (q.key = any(?::uuid[]) or v.content in (select jsonb_array_elements(?::jsonb))) order by q.id`,
    [bankId, `{${keys.join(",")}}`, JSON.stringify(withoutKey)],
  );
}

const GIVEN = `jsonb_to_recordset(?::jsonb) as given (id uuid, key uuid, version int, "isNew" boolean, "versionId" uuid, content jsonb, "topicIds" jsonb)`;
const TAGS_OF = "array(select jsonb_array_elements_text(given.content->'tags'))";

async function write(em: EntityManager, viewer: SignedIn, bankId: string, writes: readonly Write[]): Promise<void> {
  const json = JSON.stringify(writes.map((one) => ({ ...one, versionId: newId() })));
  await em.execute(
    `insert into questions (id, bank_id, key, kind, title, tags, version)
     select given.id, ?, given.key, given.content->>'kind', coalesce(given.content->>'title', ''), ${TAGS_OF}, 1 from ${GIVEN} where given."isNew"`,
    [bankId, json],
  );
  await em.execute(
    `update questions q set kind = given.content->>'kind', title = coalesce(given.content->>'title', ''), tags = ${TAGS_OF},
       version = given.version, archived_at = null, updated_at = now() from ${GIVEN} where q.id = given.id and not given."isNew"`,
    [json],
  );
  const changed = JSON.stringify(writes.filter(({ hasNewContent }) => hasNewContent).map((one) => ({ ...one, versionId: newId() })));
  await em.execute(
    `insert into question_versions (id, question_id, number, content, author_id)
     select given."versionId", given.id, given.version, given.content, ? from ${GIVEN}`,
    [viewer.id, changed],
  );
  await em.execute("delete from question_topics where question_id = any(?::uuid[])", [`{${writes.map(({ id }) => id).join(",")}}`]);
  await em.execute(
    `insert into question_topics (question_id, topic_id) select given.id, jsonb_array_elements_text(given."topicIds")::uuid from ${GIVEN} on conflict do nothing`,
    [json],
  );
}
