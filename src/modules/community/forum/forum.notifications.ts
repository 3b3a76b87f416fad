import { forumAnswerAccepted, type ForumAnswerAccepted } from "../../../events/forum-answer-accepted.event.js";
import { forumCaseDecided, type ForumCaseDecided } from "../../../events/forum-case-decided.event.js";
import { forumPostPublished, type ForumPostPublished } from "../../../events/forum-post-published.event.js";
import { messagesIn } from "../../../messages/messages.js";
import { isPresentMember } from "../../accounts/organizations/content/present-member.js";
import { unlockedSql } from "./threads/thread-access.js";
import { rows, textArray, type EntityManager } from "../../../platform/database/database.js";
import { notificationKind } from "../../contracts/notification-kind.js";
import { NOTIFIED_MAX } from "./forum-limits.js";
import { mentionsIn } from "./posts/mentions.js";

interface Post {
  threadId: string;
  title: string;
  body: string;
  authorId: string | null;
  parentAuthorId: string | null;
  author: string | null;
  isReply: boolean;
}

/** Only what others can see now. */
async function visiblePost(em: EntityManager, postId: string): Promise<Post | null> {
  const [post] = await rows<Post>(
    em,
    `select p.thread_id as "threadId", op.title, p.body, p.author_id as "authorId", coalesce(parent.author_id, op.author_id) as "parentAuthorId",
       u.username as author, p.title is null as "isReply"
     from forum_posts p join forum_posts op on op.id = p.thread_id left join forum_posts parent on parent.id = p.parent_id
       left join users u on u.id = p.author_id
     where p.id = ? and p.state = 'VISIBLE' and op.state = 'VISIBLE'`,
    [postId],
  );
  return post ?? null;
}

/**
 * Accounts `u` that see thread `th` with opening post `op` although nobody asks: they may open its problem or its lesson, and a spoiler only
 * after solving or giving up. Narrower than what they may see: entitlements and rights to edit are those of sessions.
 */
const CERTAINLY_SEES = `(th.category_id is not null
  or exists (select from problems p where p.id = th.problem_id and p.status = 'PUBLISHED' and not p.premium
    and (p.visibility = 'PUBLIC' or ${isPresentMember("p.organization_id", "u.id")})
    and (th.kind not in ('SOLUTION', 'EDITORIAL') or op.author_id = u.id or ${unlockedSql("u.id")}))
  or exists (select from lessons l join tracks t on t.id = l.track_id where l.id = th.lesson_id and l.status = 'PUBLISHED' and t.status = 'PUBLISHED'
    and (l.free_preview or not t.premium)
    and (t.visibility = 'PUBLIC' or ${isPresentMember("t.organization_id", "u.id")})))`;

/** Those of the accounts that see the thread and are active. `who` is a condition on accounts `u`. */
async function readersAmong(em: EntityManager, threadId: string, who: { sql: string; params: readonly unknown[] }): Promise<string[]> {
  const found = await rows<{ id: string }>(
    em,
    `select u.id from users u cross join forum_threads th join forum_posts op on op.id = th.id
     where th.id = ? and u.deleted_at is null and u.suspended_at is null and ${who.sql} and ${CERTAINLY_SEES} limit ${NOTIFIED_MAX}`,
    [threadId, ...who.params],
  );
  return found.map(({ id }) => id);
}

const mentionedIn = (em: EntityManager, { threadId, body, authorId }: Post) => {
  const names = mentionsIn(body);
  const sql = "u.username = any(?::text[]) and u.id is distinct from ?::uuid";
  return names.length === 0 ? [] : readersAmong(em, threadId, { sql, params: [textArray(names), authorId] });
};

interface Words {
  title: string;
  author: string;
}

const wordsOf = ({ title, author }: Post): Words => ({ title, author: author ?? "" });

const reply = notificationKind<ForumPostPublished, Words>({
  name: "forum-reply",
  title: "Replies in the forum",
  description: "Someone replied in a thread that you follow. You follow threads in which you write.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "ForumThread",
  event: forumPostPublished,
  async tell(em, { postId }) {
    const post = await visiblePost(em, postId);
    if (!post?.isReply) return null;
    // Who is mentioned gets that notification instead.
    const mentioned = await mentionedIn(em, post);
    const sql = `exists (select from forum_follows f where f.thread_id = th.id and f.user_id = u.id)
      and u.id is distinct from ?::uuid and not u.id = any(?::uuid[])`;
    const to = await readersAmong(em, post.threadId, { sql, params: [post.authorId, textArray(mentioned)] });
    if (to.length === 0) return null;
    return { to, data: wordsOf(post), subject: { type: "ForumThread", id: post.threadId }, thread: `forum-thread:${post.threadId}` };
  },
  text({ title, author }, language) {
    const words = messagesIn(language).forum;
    return { title: words.reply(title), body: words.replyBody(author) };
  },
});

const mention = notificationKind<ForumPostPublished, Words>({
  name: "forum-mention",
  title: "Mentions in the forum",
  description: "Someone mentioned you by your username.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "ON" },
  subject: "ForumThread",
  event: forumPostPublished,
  async tell(em, { postId }) {
    const post = await visiblePost(em, postId);
    const to = post ? await mentionedIn(em, post) : [];
    return to.length === 0 ? null : { to, data: wordsOf(post!), subject: { type: "ForumThread", id: post!.threadId } };
  },
  text({ title, author }, language) {
    const words = messagesIn(language).forum;
    return { title: words.mention(author), body: title };
  },
});

const accepted = notificationKind<ForumAnswerAccepted, { title: string }>({
  name: "forum-accepted",
  title: "Accepted answers",
  description: "Your reply was accepted as the answer to a question.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "ForumThread",
  event: forumAnswerAccepted,
  async tell(em, { threadId, replyId }) {
    const [found] = await rows<{ title: string; authorId: string }>(
      em,
      `select op.title, r.author_id as "authorId" from forum_posts r join forum_posts op on op.id = r.thread_id
       where r.id = ? and r.accepted_at is not null and r.author_id is not null and op.author_id is distinct from r.author_id`,
      [replyId],
    );
    const to = found ? await readersAmong(em, threadId, { sql: "u.id = ?", params: [found.authorId] }) : [];
    return to.length === 0 ? null : { to, data: { title: found!.title }, subject: { type: "ForumThread", id: threadId } };
  },
  text({ title }, language) {
    const words = messagesIn(language).forum;
    return { title: words.accepted(title), body: words.acceptedBody };
  },
});

interface Decided {
  title: string;
  note: string;
  removed: boolean;
}

/** Nobody is told of a shadowed post, nor that a post stays that was visible all the time. */
const moderated = notificationKind<ForumCaseDecided, Decided>({
  name: "forum-moderation",
  title: "Decisions of moderators",
  description: "A moderator has removed what you wrote, or has shown what was waiting.",
  channels: { IN_APP: "ON", EMAIL: "ON", PUSH: "OFF" },
  event: forumCaseDecided,
  async tell(em, { caseId }) {
    const [found] = await rows<Decided & { authorId: string }>(
      em,
      `select op.title, k.note, k.decision = 'REMOVE' as removed, p.author_id as "authorId"
       from forum_cases k join forum_posts p on p.id = k.post_id join forum_posts op on op.id = p.thread_id join users u on u.id = p.author_id
       where k.id = ? and u.deleted_at is null and p.author_id is distinct from k.decided_by_id
         and (k.decision = 'REMOVE' or (k.decision = 'KEEP' and cardinality(k.signals) > 0))`,
      [caseId],
    );
    if (!found) return null;
    const { authorId, ...data } = found;
    return { to: [authorId], data };
  },
  text({ title, note, removed }, language) {
    const words = messagesIn(language).forum;
    return { title: removed ? words.removed(title) : words.shown(title), body: removed ? words.removedBody(note) : words.shownBody };
  },
});

export const forumNotifications = [reply, mention, accepted, moderated];
