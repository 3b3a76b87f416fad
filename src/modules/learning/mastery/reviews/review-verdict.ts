/**
 * Verdicts as reviews. A learner's first accepted submission to a problem makes a card: GOOD if it was the first attempt, HARD after
 * wrong ones. Later, at least a day after the last review, a rejected submission is AGAIN (once, until the problem is solved again), and
 * an accepted one is GOOD, or HARD after that AGAIN. Idempotent; runs in the worker.
 */
import type { JudgementFinished } from "../../../../events/judgement-finished.event.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readLearnersVerdict } from "../evidence/learn-from-verdict.js";
import {
  createCard,
  lockCard,
  readReviewSettings,
  removeNewestReview,
  REVIEW_COLUMNS,
  writeReview,
  type CardRow,
  type ReviewRow,
} from "./review.rows.js";
import type { ReviewRating } from "./schedule.js";

const NOT_COUNTED = new Set(["SYSTEM_ERROR", "CANCELLED", "COMPILATION_ERROR"]);

/** Handler of judgement.finished. */
export function createReviewVerdict({ db }: { db: Database }): (event: JudgementFinished) => Promise<void> {
  return async (event) => {
    if (NOT_COUNTED.has(event.verdict)) return;
    const isAccepted = event.verdict === "ACCEPTED";
    await db.transaction(async (em) => {
      const verdict = await readLearnersVerdict(em, event);
      if (!verdict) return;
      const settings = await readReviewSettings(em, event.userId);
      const { userId, problemId, submissionId } = event;
      let card = await lockCard(em, userId, problemId);
      if (!settings.enabled || (!card && !isAccepted)) return;
      card ??= await createCard(em, userId, problemId, verdict.submittedAt);
      const newest = await newestReview(em, card.id);
      if (newest?.submissionId === submissionId) {
        // The same event again, or a rejudge: its review is replaced if the verdict is now another.
        if ((newest.rating !== "AGAIN") === isAccepted) return;
        await removeNewestReview(em, card.id);
        card = (await lockCard(em, userId, problemId))!;
      } else if (await isReviewed(em, card.id, submissionId)) return;
      const rating = await ratingOf(em, card, event, isAccepted, verdict.submittedAt);
      if (!rating) {
        await em.execute("delete from review_cards where id = ? and not exists (select from reviews where card_id = ?)", [
          card.id,
          card.id,
        ]);
        return;
      }
      const schedule = { retention: settings.desiredRetention, steps: false };
      await writeReview(em, card, { rating, at: verdict.submittedAt, submissionId }, schedule);
    });
  };
}

async function ratingOf(
  em: EntityManager,
  card: CardRow,
  { userId, problemId, submissionId }: JudgementFinished,
  isAccepted: boolean,
  at: Date,
): Promise<ReviewRating | null> {
  if (!card.lastReviewAt) {
    if (!isAccepted) return null;
    return (await hasEarlierAttempt(em, userId, problemId, submissionId)) ? "HARD" : "GOOD";
  }
  const newest = await newestReview(em, card.id);
  const isFailing = newest?.rating === "AGAIN" && newest.submissionId !== null;
  const isSoon = at.getTime() - card.lastReviewAt.getTime() < DAY_MS;
  if (at < card.lastReviewAt) return null;
  if (!isAccepted) return isFailing || isSoon ? null : "AGAIN";
  if (isFailing) return "HARD";
  return isSoon ? null : "GOOD";
}

/** Ids are UUIDv7: an earlier submission has a smaller one. */
async function hasEarlierAttempt(em: EntityManager, userId: string, problemId: string, submissionId: string): Promise<boolean> {
  const [found] = await rows(
    em,
    "select 1 from problem_attempts where user_id = ? and problem_id = ? and submission_id < ?::uuid and not accepted limit 1",
    [userId, problemId, submissionId],
  );
  return found !== undefined;
}

async function newestReview(em: EntityManager, cardId: string): Promise<ReviewRow | undefined> {
  return (await rows<ReviewRow>(em, `select ${REVIEW_COLUMNS} from reviews r where r.card_id = ? order by r.id desc limit 1`, [cardId]))[0];
}

async function isReviewed(em: EntityManager, cardId: string, submissionId: string): Promise<boolean> {
  return (await rows(em, "select 1 from reviews where card_id = ? and submission_id = ?", [cardId, submissionId])).length > 0;
}
