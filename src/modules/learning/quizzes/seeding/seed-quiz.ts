/** Writes a quiz of seed/ with its questions to the database. One transaction. */
import { isDeepStrictEqual } from "node:util";
import type { SignedIn } from "../../../../access/viewer.js";
import { Findings } from "../../../../judge/packages/package-faults.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { TopicsService } from "../../../practice/topics/topics.service.js";
import { Quiz } from "../authoring/quiz.entity.js";
import { expectPublishable, setItems } from "../authoring/quiz-items.js";
import { readQuiz } from "../authoring/quiz.rows.js";
import { addVersion, jsonTags, TAGS } from "../questions/question-writes.js";
import { readQuizFile, type QuizFileQuestion } from "./quiz-file.js";
import { SeededQuiz, type SeededQuestion } from "./seeded-quiz.entity.js";

export interface SeedQuizFile {
  slug: string;
  sha256: string;
  text: string;
}

export type SeedQuizOutcome = "new" | "updated" | "unchanged" | "edited" | "foreign";

/**
 * Throws if the file has a fault. A quiz that people edited stays as it is (`edited`), as does one of another account (`foreign`).
 * Questions keep content and topics if people edited either. Archived questions are left out of the quiz; one that has no others counts
 * as edited.
 */
export async function seedQuiz(
  { db, topics }: { db: Database; topics: TopicsService },
  author: SignedIn,
  { slug, sha256, text }: SeedQuizFile,
): Promise<SeedQuizOutcome> {
  const before = await stateOf(db.em.fork(), author, { slug, sha256 });
  if (before.outcome) return before.outcome;
  const findings = new Findings();
  const quiz = readQuizFile(text, `${slug}.yaml`, findings);
  if (!quiz) throw new Error(`seed/quizzes: ${findings.faults.map(({ path, message }) => `${path}: ${message}`).join("\n")}`);

  return db.transaction(async (tx): Promise<SeedQuizOutcome> => {
    // Serializes seeding programs: a new quiz has no row to lock.
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('seed-quiz', 0))");
    await tx.execute("select 1 from quizzes where slug = ? for update", [slug]);
    const { known, seeded, outcome } = await stateOf(tx, author, { slug, sha256 });
    if (outcome) return outcome;
    const id = known?.id ?? newId();
    if (known) {
      const { revision, status } = await readQuiz(tx, author, { id });
      if (status !== "PUBLISHED" || (seeded && seeded.revision !== revision)) return "edited";
    }
    const present = await presentQuestions(tx, Object.values(seeded?.questions ?? {}));
    const isLive = ({ name }: QuizFileQuestion) => !present.get(seeded?.questions[name]?.id ?? "")?.archived;
    const live = quiz.questions.filter(isLive);
    if (live.length === 0) return "edited";
    if (!known) await tx.execute("insert into quizzes (id, owner_id, slug, title) values (?, ?, ?, ?)", [id, author.id, slug, quiz.title]);
    const bankId = await bankNamed(tx, author, quiz.bank);
    const questions: Record<string, SeededQuestion> = {};
    for (const question of quiz.questions) {
      const topicIds = await topics.idsOf(tx, question.topics, `${slug}: ${question.name}`);
      const last = seeded?.questions[question.name];
      const now = last && present.get(last.id);
      const isEdited = now && (now.archived || isChanged(last, now));
      questions[question.name] = isEdited ? last : await putQuestion(tx, author, { ...question, bankId, topicIds }, last?.id, now);
    }
    await setItems(
      tx,
      author,
      id,
      live.map((question) => ({ questionId: questions[question.name]!.id })),
    );
    await tx.execute(
      `update quizzes set title = ?, description = ?, status = 'PUBLISHED', published_at = coalesce(published_at, now()),
         revision = revision + 1, updated_at = now() where id = ?`,
      [quiz.title, quiz.description, id],
    );
    const written = await readQuiz(tx, author, { id });
    await expectPublishable(tx, written);
    await tx.upsert(SeededQuiz, { quiz: tx.getReference(Quiz, id), fileSha256: sha256, revision: written.revision, questions });
    return known ? "updated" : "new";
  });
}

/** `outcome` is set if there is nothing to write. */
async function stateOf(em: EntityManager, author: SignedIn, { slug, sha256 }: Pick<SeedQuizFile, "slug" | "sha256">) {
  const [known] = await rows<{ id: string; ownerId: string }>(em, `select id, owner_id as "ownerId" from quizzes where slug = ?`, [slug]);
  const seeded = known && (await em.findOne(SeededQuiz, { quiz: known.id }));
  const isForeign = known !== undefined && known.ownerId !== author.id;
  const outcome = isForeign ? ("foreign" as const) : seeded?.fileSha256 === sha256 ? ("unchanged" as const) : null;
  return { known, seeded, outcome };
}

interface PresentQuestion {
  id: string;
  version: number;
  archived: boolean;
  /** Sorted. */
  topicIds: string[];
}

/** By id. Locks them. */
async function presentQuestions(em: EntityManager, seeded: readonly SeededQuestion[]): Promise<Map<string, PresentQuestion>> {
  const ids = textArray(seeded.map(({ id }) => id));
  await em.execute("select 1 from questions where id = any(?::uuid[]) order by id for update", [ids]);
  const found = await rows<PresentQuestion>(
    em,
    `select q.id, q.version, q.archived_at is not null as archived,
       array(select t.topic_id from question_topics t where t.question_id = q.id order by t.topic_id) as "topicIds"
     from questions q where q.id = any(?::uuid[])`,
    [ids],
  );
  return new Map(found.map((question) => [question.id, question]));
}

const isChanged = (last: SeededQuestion, now: PresentQuestion) =>
  now.version !== last.version || (last.topicIds !== undefined && !isDeepStrictEqual(now.topicIds, last.topicIds));

/** Of the seed's account; other authors may draw from it. */
async function bankNamed(em: EntityManager, author: SignedIn, title: string): Promise<string> {
  const [known] = await rows<{ id: string }>(em, "select id from question_banks where owner_id = ? and title = ? order by id limit 1", [
    author.id,
    title,
  ]);
  if (known) return known.id;
  const id = newId();
  await em.execute("insert into question_banks (id, title, description, visibility, owner_id) values (?, ?, '', 'AUTHORS', ?)", [
    id,
    title,
    author.id,
  ]);
  return id;
}

async function putQuestion(
  em: EntityManager,
  author: SignedIn,
  { content, topicIds, bankId }: QuizFileQuestion & { topicIds: string[]; bankId: string },
  id: string = newId(),
  present?: PresentQuestion,
): Promise<SeededQuestion> {
  const [same] = await rows(em, "select 1 from question_versions where question_id = ? and number = ? and content = ?::jsonb", [
    id,
    present?.version ?? 1,
    JSON.stringify(content),
  ]);
  const version = present ? present.version + (same ? 0 : 1) : 1;
  if (!present) {
    await em.execute(`insert into questions (id, bank_id, kind, title, tags, version) values (?, ?, ?, ?, ${TAGS}, 1)`, [
      id,
      bankId,
      content.kind,
      content.title ?? "",
      jsonTags(content),
    ]);
  } else if (!same) {
    await em.execute(`update questions set kind = ?, title = ?, tags = ${TAGS}, version = version + 1, updated_at = now() where id = ?`, [
      content.kind,
      content.title ?? "",
      jsonTags(content),
      id,
    ]);
  }
  if (!same) await addVersion(em, author, id, version, content);
  await em.execute("delete from question_topics where question_id = ?", [id]);
  await em.execute("insert into question_topics (question_id, topic_id) select ?, unnest(?::uuid[]) on conflict do nothing", [
    id,
    textArray(topicIds),
  ]);
  return { id, version, topicIds: [...new Set(topicIds)].sort() };
}
