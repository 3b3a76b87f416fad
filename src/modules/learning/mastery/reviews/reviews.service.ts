import type { SignedIn } from "../../../../access/viewer.js";
import { readConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, unlessDeleted, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readableBy } from "../../../practice/problems/list/problem-conditions.js";
import type { ProblemsService } from "../../../practice/problems/problems.service.js";
import {
  CARD_COLUMNS,
  createCard,
  lockCard,
  readReviewSettings,
  REVIEW_COLUMNS,
  removeNewestReview,
  writeReview,
  type CardRow,
  type ReviewRow,
  type SettingsRow,
} from "./review.rows.js";
import type { ReviewRating } from "./schedule.js";

/** Reviews of one card: far more than a learner makes in a lifetime. */
export const MOST_REVIEWS = 1000;

/** Clocks of clients differ. */
const AHEAD_MS = MINUTE_MS;

const FROM_CARDS = "from review_cards c join problems p on p.id = c.problem_id";
const DUE_FIRST: KeysetOrder<CardRow> = {
  name: "due",
  columns: [
    { sql: "c.due_at", direction: "asc", cast: "timestamptz" },
    { sql: "c.id", direction: "asc", cast: "uuid" },
  ],
  key: ({ dueAt, id }) => [dueAt.toISOString(), id],
};

export interface ReviewsService {
  /** Cards in the order in which they become due; only those that are due, unless `all`. Without problems that the viewer may not read. */
  queue(em: EntityManager, viewer: SignedIn, page: PageArgs, all: boolean): Promise<Connection<CardRow>>;
  /** NOT_FOUND for a problem that the viewer may not read. Null without a card. */
  cardOf(em: EntityManager, viewer: SignedIn, problemId: string): Promise<CardRow | null>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<CardRow[]>;
  reviewsById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<ReviewRow[]>;
  /** Creates the card with the first review. NOT_FOUND, BAD_USER_INPUT for a time in the future or before the last review. */
  record(em: EntityManager, viewer: SignedIn, input: RecordedReview): Promise<{ card: CardRow; review: ReviewRow }>;
  /** CONFLICT without a review. */
  undo(em: EntityManager, viewer: SignedIn, problemId: string): Promise<{ card: CardRow; deletedId: string }>;
  settings(em: EntityManager, viewer: SignedIn): Promise<SettingsRow>;
  changeSettings(viewer: SignedIn, change: Partial<SettingsRow>): Promise<SettingsRow>;
}

export interface RecordedReview {
  problemId: string;
  rating: ReviewRating;
  at: Date | null;
}

export function createReviewsService({ db, problems }: { db: Database; problems: ProblemsService }): ReviewsService {
  return {
    queue: (em, viewer, page, all) =>
      readConnection(
        em,
        {
          select: CARD_COLUMNS,
          from: FROM_CARDS,
          conditions: [{ sql: `c.user_id = ?${all ? "" : " and c.due_at <= now()"}`, params: [viewer.id] }, readableBy(viewer)],
        },
        page,
        DUE_FIRST,
      ),

    async cardOf(em, viewer, problemId) {
      await problems.read(em, viewer, { id: problemId });
      const sql = `select ${CARD_COLUMNS} from review_cards c where c.user_id = ? and c.problem_id = ?`;
      return (await rows<CardRow>(em, sql, [viewer.id, problemId]))[0] ?? null;
    },

    byIds(em, viewer, ids) {
      const readable = readableBy(viewer);
      const sql = `select ${CARD_COLUMNS} ${FROM_CARDS} where c.user_id = ? and c.id in (?) and ${readable.sql}`;
      return rows(em, sql, [viewer.id, ids, ...readable.params]);
    },

    reviewsById(em, viewer, ids) {
      const readable = readableBy(viewer);
      const from = "from reviews r join review_cards c on c.id = r.card_id join problems p on p.id = c.problem_id";
      const sql = `select ${REVIEW_COLUMNS} ${from} where c.user_id = ? and r.id in (?) and ${readable.sql}`;
      return rows(em, sql, [viewer.id, ids, ...readable.params]);
    },

    async record(em, viewer, { problemId, rating, at: given }) {
      await problems.read(em, viewer, { id: problemId });
      const now = new Date();
      if (given && given.getTime() > now.getTime() + AHEAD_MS) {
        throw badInput("input.at", "A review can't be in the future.", "OUT_OF_RANGE");
      }
      const at = given && given < now ? given : now;
      const writing = db.transaction(async (tx) => {
        const { desiredRetention } = await readReviewSettings(tx, viewer.id);
        const card = await createCard(tx, viewer.id, problemId, at);
        if (card.lastReviewAt && at < card.lastReviewAt) {
          throw badInput("input.at", "The card was reviewed later than this. Reviews are recorded in order.", "OUT_OF_RANGE");
        }
        const [{ count } = { count: 0 }] = await rows<{ count: number }>(
          tx,
          "select count(*)::int as count from reviews where card_id = ?",
          [card.id],
        );
        if (count >= MOST_REVIEWS) throw new AppError("CONFLICT", `A card has at most ${MOST_REVIEWS} reviews.`);
        const review = await writeReview(tx, card, { rating, at, submissionId: null }, { retention: desiredRetention, steps: true });
        return { review, card: (await lockCard(tx, viewer.id, problemId))! };
      });
      return unlessDeleted("problem", writing);
    },

    async undo(em, viewer, problemId) {
      if (!isId(problemId)) throw notFound("problem");
      await problems.read(em, viewer, { id: problemId });
      return db.transaction(async (tx) => {
        const card = await lockCard(tx, viewer.id, problemId);
        const deletedId = card ? await removeNewestReview(tx, card.id) : null;
        if (!deletedId) throw new AppError("CONFLICT", "There is no review of this problem to undo.");
        return { deletedId, card: (await lockCard(tx, viewer.id, problemId))! };
      });
    },

    settings: (em, viewer) => readReviewSettings(em, viewer.id),

    changeSettings: (viewer, change) =>
      db.transaction(async (tx) => {
        const before = await readReviewSettings(tx, viewer.id);
        const after = { enabled: change.enabled ?? before.enabled, desiredRetention: change.desiredRetention ?? before.desiredRetention };
        await tx.execute(
          `insert into review_settings (user_id, enabled, retention_per_mille) values (?, ?, ?)
           on conflict (user_id) do update set enabled = excluded.enabled, retention_per_mille = excluded.retention_per_mille`,
          [viewer.id, after.enabled, Math.round(after.desiredRetention * 1000)],
        );
        return readReviewSettings(tx, viewer.id);
      }),
  };
}
