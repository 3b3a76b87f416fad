import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { RETENTION, review, type CardMemory, type ReviewRating, type Schedule } from "./schedule.js";

/** A card as read; entities are only for the schema. */
export interface CardRow extends CardMemory {
  id: string;
  problemId: string;
  createdAt: Date;
}

export const CARD_COLUMNS = `c.id, c.problem_id as "problemId", c.state, c.due_at as "dueAt", c.stability, c.difficulty,
  c.scheduled_days as "scheduledDays", c.learning_step as "learningStep", c.repetitions, c.lapses, c.last_review_at as "lastReviewAt",
  c.created_at as "createdAt"`;

export interface ReviewRow {
  id: string;
  cardId: string;
  rating: ReviewRating;
  submissionId: string | null;
  at: Date;
  scheduledDays: number;
  stability: number;
  difficulty: number;
}

export const REVIEW_COLUMNS = `r.id, r.card_id as "cardId", r.rating, r.submission_id as "submissionId", r.at,
  r.scheduled_days as "scheduledDays", r.stability, r.difficulty`;

export interface SettingsRow {
  enabled: boolean;
  desiredRetention: number;
}

export async function readReviewSettings(em: EntityManager, userId: string): Promise<SettingsRow> {
  const [found] = await rows<SettingsRow>(
    em,
    `select enabled, retention_per_mille / 1000.0::float8 as "desiredRetention" from review_settings where user_id = ?`,
    [userId],
  );
  return found ?? { enabled: true, desiredRetention: RETENTION.default };
}

/** Locks the card until the end of the transaction. Undefined if the learner has none for the problem. */
export async function lockCard(em: EntityManager, userId: string, problemId: string): Promise<CardRow | undefined> {
  const sql = `select ${CARD_COLUMNS} from review_cards c where c.user_id = ? and c.problem_id = ? for update`;
  return (await rows<CardRow>(em, sql, [userId, problemId]))[0];
}

/** Creates the learner's card for the problem if there is none, and locks it. */
export async function createCard(em: EntityManager, userId: string, problemId: string, at: Date): Promise<CardRow> {
  await em.execute(
    `insert into review_cards (id, user_id, problem_id, state, due_at, stability, difficulty, scheduled_days, learning_step, repetitions, lapses)
     values (?, ?, ?, 'NEW', ?, 0, 0, 0, 0, 0, 0) on conflict on constraint review_cards_user_problem_unique do nothing`,
    [newId(), userId, problemId, at],
  );
  return (await lockCard(em, userId, problemId))!;
}

/** Reviews a locked card: writes the review and the card's new memory. */
export async function writeReview(
  em: EntityManager,
  card: CardRow,
  { rating, at, submissionId }: { rating: ReviewRating; at: Date; submissionId: string | null },
  schedule: Schedule,
): Promise<ReviewRow> {
  const after = review(card, rating, at, schedule);
  const { id: _id, problemId: _problemId, createdAt: _createdAt, ...before } = card;
  const { scheduledDays, stability, difficulty } = after;
  const made: ReviewRow = { id: newId(), cardId: card.id, rating, submissionId, at, scheduledDays, stability, difficulty };
  await em.execute(
    `insert into reviews (id, card_id, rating, submission_id, at, before, scheduled_days, stability, difficulty)
     values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)`,
    [made.id, card.id, rating, submissionId, at, JSON.stringify(before), scheduledDays, stability, difficulty],
  );
  await writeMemory(em, card.id, after);
  return made;
}

async function writeMemory(em: EntityManager, cardId: string, memory: CardMemory): Promise<void> {
  await em.execute(
    `update review_cards set state = ?, due_at = ?, stability = ?, difficulty = ?, scheduled_days = ?, learning_step = ?, repetitions = ?,
       lapses = ?, last_review_at = ? where id = ?`,
    [
      memory.state,
      memory.dueAt,
      memory.stability,
      memory.difficulty,
      memory.scheduledDays,
      memory.learningStep,
      memory.repetitions,
      memory.lapses,
      memory.lastReviewAt,
      cardId,
    ],
  );
}

/** Removes the newest review of a locked card and restores the card. Returns the review's id; null if there is none. */
export async function removeNewestReview(em: EntityManager, cardId: string): Promise<string | null> {
  const [removed] = await rows<{ id: string; before: CardMemory }>(
    em,
    "delete from reviews where id = (select id from reviews where card_id = ? order by id desc limit 1) returning id, before",
    [cardId],
  );
  if (!removed) return null;
  // Times are texts in JSON.
  await writeMemory(em, cardId, removed.before);
  return removed.id;
}
