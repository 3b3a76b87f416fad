import type { SignedIn } from "../../../../access/viewer.js";
import type { Env } from "../../../../config/env.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, unlessDeleted, type Database, type Transaction } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { changedMeanwhile } from "../../../base/settings/settings.service.js";
import type { ProblemsService } from "../../../practice/problems/problems.service.js";
import { dropDraft } from "../drafts/drop-draft.js";
import { openCase } from "../moderation/open-case.js";
import { assessPost } from "../posts/poster.js";
import type { ThreadKind } from "../posts/post-state.js";
import { changeState, insertPost, publishThread, rewritePost } from "../posts/write-post.js";
import { expectPlace, type Place } from "./thread-place.js";
import { readThread, type ThreadRow } from "./thread.rows.js";
import { checkTags } from "./thread-tags.js";

export interface NewThread extends Place {
  kind: ThreadKind;
  title: string;
  body: string;
  tags?: readonly string[] | null;
  language?: string | null;
  draftId?: string | null;
}

export interface ThreadChange {
  id: string;
  expectedVersion: number;
  title?: string | null;
  body?: string | null;
  tags?: readonly string[] | null;
}

export interface ThreadsService {
  create(viewer: SignedIn, thread: NewThread): Promise<ThreadRow>;
  /** By its author. The text so far is kept as a revision. */
  update(viewer: SignedIn, change: ThreadChange): Promise<ThreadRow>;
  /** By its author, as long as nobody has replied. Moderators remove: see moderation. */
  remove(viewer: SignedIn, id: string): Promise<void>;
}

export interface ForumDependencies {
  db: Database;
  pubSub: PubSub;
  env: Pick<Env, "PUBLIC_URL" | "WEB_URL">;
  problems: ProblemsService;
}

/** Links to the installation itself are no sign of spam. */
export function ownHostsOf({ PUBLIC_URL, WEB_URL }: ForumDependencies["env"]): string[] {
  return [PUBLIC_URL, WEB_URL].flatMap((url) => (url ? [new URL(String(url)).hostname] : []));
}

/** Reads the thread as the viewer sees it, locked for a change. */
export async function lockThread(tx: Transaction, viewer: SignedIn, id: string): Promise<ThreadRow> {
  await tx.execute("select from forum_threads where id = ? for no key update", [id]);
  return readThread(tx, viewer, id);
}

export function createThreadsService({ db, pubSub, env, problems }: ForumDependencies): ThreadsService {
  const ownHosts = ownHostsOf(env);

  return {
    async create(viewer, { categoryId, problemId, lessonId, kind, title, body, tags, language: name, draftId }) {
      checkTags(tags ?? [], "input.tags");
      const language = languageFor(kind, name ?? null);
      const place = { categoryId: categoryId ?? null, problemId: problemId ?? null, lessonId: lessonId ?? null };
      const writing = db.transaction(async (tx) => {
        await expectPlace(tx, viewer, problems, place, kind);
        const signals = await assessPost(tx, viewer, { title, body }, ownHosts);
        const id = newId();
        await tx.execute(
          `insert into forum_threads (id, category_id, problem_id, lesson_id, kind, language, tags) values (?, ?, ?, ?, ?, ?, ?::text[])`,
          [id, place.categoryId, place.problemId, place.lessonId, kind, language, textArray(tags ?? [])],
        );
        await insertPost(tx, viewer, { id, threadId: id, parentId: null, rootId: null, title, body }, signals);
        if (draftId != null) await dropDraft(tx, viewer, draftId);
        return readThread(tx, viewer, id);
      });
      return unlessDeleted("place", writing);
    },

    async update(viewer, { id, expectedVersion, title, body, tags }) {
      if (tags) checkTags(tags, "input.tags");
      return db.transaction(async (tx) => {
        const thread = await lockThread(tx, viewer, id);
        if (thread.authorId !== viewer.id) throw new AppError("FORBIDDEN", "Only its author may change a thread.");
        expectChangeable(thread);
        if (thread.version !== expectedVersion) throw changedMeanwhile("thread");
        const text = { title: title ?? thread.title, body: body ?? thread.body };
        const isSame = text.title === thread.title && text.body === thread.body;
        const signals = isSame ? [] : await assessPost(tx, viewer, text, ownHosts, id);
        await rewritePost(tx, viewer, id, text);
        await tx.execute("update forum_threads set tags = ?::text[] where id = ?", [textArray(tags ?? thread.tags), id]);
        await holdIfSuspicious(tx, id, signals);
        publishThread(tx, pubSub, id);
        return readThread(tx, viewer, id);
      });
    },

    remove: (viewer, id) =>
      db.transaction(async (tx) => {
        const thread = await lockThread(tx, viewer, id);
        if (thread.authorId !== viewer.id) throw new AppError("FORBIDDEN", "Only its author may delete a thread.");
        if (thread.replyCount > 0)
          throw new AppError("CONFLICT", "Others have replied. Report the thread if a moderator should remove it.");
        await changeState(tx, id, "DELETED");
        publishThread(tx, pubSub, id);
      }),
  };
}

/** An edit must not bring in what would have waited as a new post. */
export async function holdIfSuspicious(tx: Transaction, postId: string, signals: Parameters<typeof openCase>[2]): Promise<void> {
  const [post] = signals.length === 0 ? [] : await rows<{ state: string }>(tx, "select state from forum_posts where id = ?", [postId]);
  if (!post) return;
  await openCase(tx, postId, signals);
  if (post.state === "VISIBLE") await changeState(tx, postId, "HELD");
}

/** CONFLICT for what a moderator has removed. */
export function expectChangeable({ state }: { state: string }): void {
  if (state === "REMOVED" || state === "DELETED") throw new AppError("CONFLICT", "It was removed and cannot be changed.");
}

function languageFor(kind: ThreadKind, name: string | null): string | null {
  if (name === null) return null;
  const language = findLanguage(name);
  if (!language) throw badInput("input.language", "There is no such language.", "UNKNOWN_VALUE");
  if (kind !== "SOLUTION") throw badInput("input.language", "Only solutions have a language.");
  return language.id;
}
