import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { forumCaseDecided } from "../../../../events/forum-case-decided.event.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type Database, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { record } from "../../../base/audit/record.js";
import { NEW_ACCOUNT_HOURS, REPORTS_PER_DAY, REPORTS_TO_HOLD } from "../forum-limits.js";
import type { PostState } from "../posts/post-state.js";
import { changeState, publishThread } from "../posts/write-post.js";
import { expectShown, POST_FACTS, type PostFacts } from "../replies/shown-post.js";
import { lockThread } from "../threads/threads.service.js";
import { threadsById, type ThreadRow } from "../threads/thread.rows.js";
import type { CaseDecision, ReportReason } from "./case.entity.js";
import { casesById, type CaseRow } from "./case.rows.js";
import { openCase } from "./open-case.js";

export interface ThreadModeration {
  id: string;
  locked?: boolean | null;
  pinned?: boolean | null;
  /** Moves it to another category. */
  categoryId?: string | null;
}

export interface ModerationService {
  /** One report of an account for each open case. Several hide the post until a moderator has looked at it. */
  report(viewer: SignedIn, of: { postId: string; reason: ReportReason; note: string }): Promise<void>;
  /** Decides the open case of a post, or a new one. Audited. */
  decide(viewer: SignedIn, of: { postId: string; decision: CaseDecision; note: string }, address: string): Promise<CaseRow>;
  moderateThread(viewer: SignedIn, change: ThreadModeration, address: string): Promise<ThreadRow>;
}

const REPORTS = { name: "forum-reports", most: REPORTS_PER_DAY, windowMs: DAY_MS };
const STATE_AFTER: Readonly<Record<CaseDecision, PostState>> = { KEEP: "VISIBLE", REMOVE: "REMOVED", SHADOW: "SHADOWED" };
const ACTION = { KEEP: "forum-post.kept", REMOVE: "forum-post.removed", SHADOW: "forum-post.shadowed" } as const;

export function createModeration({ db, limiter, pubSub }: { db: Database; limiter: RateLimiter; pubSub: PubSub }): ModerationService {
  /** The post with the lock on its thread. NOT_FOUND if the viewer does not see it. */
  const lockPost = async (tx: Transaction, viewer: SignedIn, postId: string): Promise<PostFacts & { thread: ThreadRow }> => {
    await expectShown(tx, viewer, postId);
    const [before] = await rows<PostFacts>(tx, POST_FACTS, [postId]);
    const thread = await lockThread(tx, viewer, before!.threadId);
    const [facts] = await rows<PostFacts>(tx, `${POST_FACTS} for no key update`, [postId]);
    return { ...facts!, thread };
  };

  return {
    async report(viewer, { postId, reason, note }) {
      const refused = await limiter.take(REPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `An account reports at most ${REPORTS_PER_DAY} posts a day.`, refused);
      await db.transaction(async (tx) => {
        const { threadId, authorId, state } = await lockPost(tx, viewer, postId);
        if (authorId === viewer.id) throw new AppError("FORBIDDEN", "Nobody reports an own post. Delete it instead.");
        if (state === "REMOVED" || state === "DELETED") throw new AppError("CONFLICT", "It was removed already.");
        const caseId = await openCase(tx, postId, []);
        await tx.execute(
          `insert into forum_reports (id, case_id, reporter_id, reason, note) values (?, ?, ?, ?, ?)
           on conflict on constraint forum_reports_case_reporter_unique do nothing`,
          [newId(), caseId, viewer.id, reason, note],
        );
        const [counted] = await rows<{ count: number }>(
          tx,
          `select count(*)::int as count from forum_reports f join users u on u.id = f.reporter_id
           where f.case_id = ? and (u.role <> 'LEARNER' or u.created_at < now() - interval '${NEW_ACCOUNT_HOURS} hours')`,
          [caseId],
        );
        if (state !== "VISIBLE" || counted!.count < REPORTS_TO_HOLD) return;
        await changeState(tx, postId, "HELD");
        publishThread(tx, pubSub, threadId);
      });
    },

    decide: (viewer, { postId, decision, note }, address) =>
      db.transaction(async (tx) => {
        const { threadId, authorId, state, thread } = await lockPost(tx, viewer, postId);
        if (!thread.viewerModerates) throw new AppError("FORBIDDEN", "Only moderators may do this.");
        if (authorId === viewer.id && !isAdmin(viewer)) throw new AppError("FORBIDDEN", "Another moderator decides about your own post.");
        const caseId = await openCase(tx, postId, []);
        await tx.execute("update forum_cases set decision = ?, note = ?, decided_by_id = ?, decided_at = now() where id = ?", [
          ...[decision, note, viewer.id, caseId],
        ]);
        // What its author has deleted stays deleted.
        if (state !== "DELETED") await changeState(tx, postId, STATE_AFTER[decision]);
        record(tx, {
          ...{ actorId: viewer.id, action: ACTION[decision], subject: { type: "forum-post", id: postId } },
          ...{ address, details: { threadId, caseId, before: state, note } },
        });
        announce(tx, forumCaseDecided, { caseId });
        publishThread(tx, pubSub, threadId);
        const [row] = await casesById(tx, viewer, [caseId]);
        return row!;
      }),

    moderateThread: (viewer, { id, locked, pinned, categoryId }, address) =>
      db.transaction(async (tx) => {
        const thread = await lockThread(tx, viewer, id);
        if (!thread.viewerModerates) throw new AppError("FORBIDDEN", "Only moderators may do this.");
        if (categoryId != null) {
          if (thread.categoryId === null) throw badInput("input.categoryId", "Threads at problems and lessons stay there.");
          const [target] = await rows(tx, "select 1 from forum_categories where id = ? and archived_at is null", [categoryId]);
          if (!target) throw notFound("category");
        }
        await tx.execute(
          `update forum_threads set locked_at = case when ? then coalesce(locked_at, now()) end,
             pinned_at = case when ? then coalesce(pinned_at, now()) end, category_id = ? where id = ?`,
          [locked ?? thread.lockedAt !== null, pinned ?? thread.pinnedAt !== null, categoryId ?? thread.categoryId, id],
        );
        record(tx, {
          ...{ actorId: viewer.id, action: "forum-thread.moderated", subject: { type: "forum-thread", id } },
          ...{ address, details: { locked: locked ?? null, pinned: pinned ?? null, categoryId: categoryId ?? null } },
        });
        publishThread(tx, pubSub, id);
        const [row] = await threadsById(tx, viewer, [id]);
        return row ?? { ...thread, categoryId: categoryId ?? thread.categoryId };
      }),
  };
}
