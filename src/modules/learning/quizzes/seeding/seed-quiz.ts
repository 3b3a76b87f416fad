/** Writes a quiz of seed/ with its questions to the database. One transaction. */
import type { SignedIn } from "../../../../access/viewer.js";
import { Findings } from "../../../../judge/packages/package-faults.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { TopicsService } from "../../../practice/topics/topics.service.js";
import { lockRow } from "../authoring/co-authors.js";
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
 * Questions that people edited keep their content.
 */
export async function seedQuiz(
  { db, topics }: { db: Database; topics: TopicsService },
  author: SignedIn,
  { slug, sha256, text }: SeedQuizFile,
): Promise<SeedQuizOutcome> {
  const [known] = await rows<{ id: string; ownerId: string }>(
    db.em.fork(),
    `select id, owner_id as "ownerId" from quizzes where slug = ?`,
    [slug],
  );
  if (known && known.ownerId !== author.id) return "foreign";
  const seeded = known && (await db.em.fork().findOne(SeededQuiz, { quiz: known.id }));
  if (seeded?.fileSha256 === sha256) return "unchanged";
  const findings = new Findings();
  const quiz = readQuizFile(text, `${slug}.yaml`, findings);
  if (!quiz) throw new Error(`seed/quizzes: ${findings.faults.map(({ path, message }) => `${path}: ${message}`).join("\n")}`);

  return db.transaction(async (tx): Promise<SeedQuizOutcome> => {
    const id = known?.id ?? newId();
    if (known) {
      await lockRow(tx, "quizzes", id);
      const { revision, status } = await readQuiz(tx, author, { id });
      if (status !== "PUBLISHED" || (seeded && seeded.revision !== revision)) return "edited";
    } else {
      await tx.execute("insert into quizzes (id, owner_id, slug, title) values (?, ?, ?, ?)", [id, author.id, slug, quiz.title]);
    }
    const bankId = await bankNamed(tx, author, quiz.bank);
    const questions: Record<string, SeededQuestion> = {};
    for (const question of quiz.questions) {
      const topicIds = await topics.idsOf(tx, question.topics, `${slug}: ${question.name}`);
      questions[question.name] = await putQuestion(tx, author, { ...question, bankId, topicIds }, seeded?.questions[question.name]);
    }
    await setItems(
      tx,
      author,
      id,
      quiz.questions.map((question) => ({ questionId: questions[question.name]!.id })),
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
  seeded: SeededQuestion | undefined,
): Promise<SeededQuestion> {
  const id = seeded?.id ?? newId();
  const [present] = await rows<{ version: number; same: boolean }>(
    em,
    `select q.version, v.content = ?::jsonb as same from questions q join question_versions v on v.question_id = q.id and v.number = q.version
     where q.id = ? for update of q`,
    [JSON.stringify(content), id],
  );
  // Someone has edited it.
  if (present && present.version !== seeded?.version) return seeded!;
  const version = present ? present.version + (present.same ? 0 : 1) : 1;
  if (!present) {
    await em.execute(`insert into questions (id, bank_id, kind, title, tags, version) values (?, ?, ?, ?, ${TAGS}, 1)`, [
      id,
      bankId,
      content.kind,
      content.title ?? "",
      jsonTags(content),
    ]);
  } else if (!present.same) {
    await em.execute(`update questions set kind = ?, title = ?, tags = ${TAGS}, version = version + 1, updated_at = now() where id = ?`, [
      content.kind,
      content.title ?? "",
      jsonTags(content),
      id,
    ]);
  }
  if (!present?.same) await addVersion(em, author, id, version, content);
  await em.execute("delete from question_topics where question_id = ?", [id]);
  await em.execute("insert into question_topics (question_id, topic_id) select ?, unnest(?::uuid[]) on conflict do nothing", [
    id,
    textArray(topicIds),
  ]);
  return { id, version };
}
