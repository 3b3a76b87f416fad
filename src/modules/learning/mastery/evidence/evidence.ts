/**
 * Writes answers and keeps the states of the model in step with them. Runs in the worker, inside the transaction of an event handler.
 * Idempotent: an answer is unique by source and topic.
 */
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { predict } from "../model/mastery-model.js";
import { addToPair, learn, NO_PAIR, rateOf, type LearnerState, type PairState, type TopicState } from "../model/state.js";
import type { EvidenceSource } from "./mastery-evidence.entity.js";

export interface NewEvidence {
  userId: string;
  topicIds: readonly string[];
  sourceKind: EvidenceSource;
  sourceId: string;
  /** A UUIDv7: of several verdicts on one answer the one with the greatest revision counts. */
  revision: string;
  correct: boolean;
  at: Date;
}

const COUNTS = `answers, correct`;
const PAIR_COLUMNS = `${COUNTS}, recent, steady, last_correct as "lastCorrect"`;

/** Returns the topics whose states changed. */
export async function recordEvidence(em: EntityManager, { topicIds, ...answer }: NewEvidence): Promise<string[]> {
  const changed: string[] = [];
  // The learner's row first, then topics in one order, so that no two answers wait for each other.
  await em.execute(
    `insert into mastery_learners (user_id, answers, correct, expected, variance) values (?, 0, 0, 0, 0)
     on conflict (user_id) do update set answers = mastery_learners.answers`,
    [answer.userId],
  );
  for (const topicId of [...new Set(topicIds)].sort()) {
    if (await recordOne(em, { ...answer, topicId })) changed.push(topicId);
  }
  return changed;
}

type One = Omit<NewEvidence, "topicIds"> & { topicId: string };

async function recordOne(em: EntityManager, one: One): Promise<boolean> {
  const [known] = await rows<{ id: string; correct: boolean; first: boolean; isNewer: boolean }>(
    em,
    `select id, correct, first, ?::uuid > revision as "isNewer" from mastery_evidence where source_kind = ? and source_id = ? and topic_id = ?`,
    [one.revision, one.sourceKind, one.sourceId, one.topicId],
  );
  if (!known) return add(em, one);
  if (!known.isNewer) return false;
  await em.execute("update mastery_evidence set revision = ?, correct = ? where id = ?", [one.revision, one.correct, known.id]);
  if (known.correct === one.correct) return false;
  await correct(em, one, known.first);
  return true;
}

async function add(em: EntityManager, { userId, topicId, sourceKind, sourceId, revision, correct, at }: One): Promise<boolean> {
  const [topic] = await rows<TopicState>(
    em,
    `insert into mastery_topics (topic_id, answers, correct, first_answers, first_correct) values (?, 0, 0, 0, 0)
     on conflict (topic_id) do update set answers = mastery_topics.answers
     returning ${COUNTS}, first_answers as "firstAnswers", first_correct as "firstCorrect"`,
    [topicId],
  );
  const [learner] = await rows<LearnerState>(em, `select ${COUNTS}, expected, variance from mastery_learners where user_id = ?`, [userId]);
  const [row] = await rows<PairState & { isLate: boolean }>(
    em,
    `select ${PAIR_COLUMNS}, last_answered_at > ?::timestamptz as "isLate" from masteries where user_id = ? and topic_id = ?`,
    [at, userId, topicId],
  );
  const states = { topic: topic!, learner: learner!, pair: row ?? NO_PAIR };
  const rate = rateOf(topic!);
  const after = learn(states, correct, rate);
  await em.execute(
    `insert into mastery_evidence (id, user_id, topic_id, source_kind, source_id, revision, correct, first, rate, prediction, at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [newId(), userId, topicId, sourceKind, sourceId, revision, correct, !row, rate, predict(states), at],
  );
  await em.execute("update mastery_topics set answers = ?, correct = ?, first_answers = ?, first_correct = ? where topic_id = ?", [
    after.topic.answers,
    after.topic.correct,
    after.topic.firstAnswers,
    after.topic.firstCorrect,
    topicId,
  ]);
  await em.execute("update mastery_learners set answers = ?, correct = ?, expected = ?, variance = ? where user_id = ?", [
    after.learner.answers,
    after.learner.correct,
    after.learner.expected,
    after.learner.variance,
    userId,
  ]);
  await em.execute(
    `insert into masteries (id, user_id, topic_id, answers, correct, recent, steady, last_correct, last_answered_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict on constraint masteries_user_topic_unique do update set answers = excluded.answers, correct = excluded.correct,
       recent = excluded.recent, steady = excluded.steady, last_correct = excluded.last_correct,
       last_answered_at = greatest(masteries.last_answered_at, excluded.last_answered_at)`,
    [newId(), userId, topicId, after.pair.answers, after.pair.correct, after.pair.recent, after.pair.steady, after.pair.lastCorrect, at],
  );
  if (row?.isLate) await refold(em, userId, topicId);
  return true;
}

/** The verdict on a recorded answer has changed. */
async function correct(em: EntityManager, { userId, topicId, correct: isCorrect }: One, isFirst: boolean): Promise<void> {
  const difference = isCorrect ? 1 : -1;
  await em.execute("update mastery_topics set correct = correct + ?, first_correct = first_correct + ? where topic_id = ?", [
    difference,
    isFirst ? difference : 0,
    topicId,
  ]);
  await em.execute("update mastery_learners set correct = correct + ? where user_id = ?", [difference, userId]);
  await em.execute("update masteries set correct = correct + ? where user_id = ? and topic_id = ?", [difference, userId, topicId]);
  await refold(em, userId, topicId);
}

/** An answer this far back has a weight of less than 1e-9. */
const REFOLDED = 200;

/** Computes what depends on the order of the answers again, from the newest ones. */
async function refold(em: EntityManager, userId: string, topicId: string): Promise<void> {
  const newest = await rows<{ correct: boolean }>(
    em,
    `select correct from mastery_evidence where user_id = ? and topic_id = ? order by at desc, id desc limit ${REFOLDED}`,
    [userId, topicId],
  );
  const { recent, steady, lastCorrect } = newest.reverse().reduce((pair, answer) => addToPair(pair, answer.correct), NO_PAIR);
  await em.execute("update masteries set recent = ?, steady = ?, last_correct = ? where user_id = ? and topic_id = ?", [
    recent,
    steady,
    lastCorrect,
    userId,
    topicId,
  ]);
}
