/** The forum: writing, votes, answers, discussions at problems and lessons, moderation, and threads that are watched. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { hotRank } from "../../src/modules/community/forum/posts/ranking.js";
import { newId } from "../../src/kernel/ids.js";
import { clientOf } from "../support/client.js";
import { publishedTrack } from "../support/content.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, createProblem } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
type Thread = documents.ForumThreadFieldsFragment;

let installation: Installation;
let api: Api;
let [admin, moderator, ada, bob, cleo]: Person[] = [];
let categoryId: string;

/** No new account any more. */
const grownUp = async (person: Person): Promise<Person> => {
  await installation.sql("update users set created_at = now() - interval '2 days' where id = $1", [person.userId]);
  return person;
};

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  admin = await createInstructor(installation, api, "ADMIN");
  [moderator, ada, bob, cleo] = await Promise.all([1, 2, 3, 4].map(async () => grownUp(await createLearner(api))));
  categoryId = await category("general");
  const moderates = { categoryId, userId: moderator!.userId, moderates: true };
  const { setForumModerator } = await admin.request(documents.SetForumModeratorDocument, { input: moderates });
  expect(setForumModerator.category.moderators).toEqual([{ id: moderator!.userId }]);
});
afterAll(() => installation?.stop());

async function category(name: string): Promise<string> {
  const input = { slug: `${name}-${randomUUID().slice(0, 8)}`, name };
  return (await admin!.request(documents.CreateForumCategoryDocument, { input })).createForumCategory.category.id;
}

async function start(who: Person, change: Partial<documents.CreateForumThreadInput> = {}): Promise<Thread> {
  const place = change.problemId || change.lessonId ? {} : { categoryId };
  const input = { kind: "DISCUSSION" as const, title: "Hello", body: `Text ${randomUUID()}`, ...place, ...change };
  return (await who.request(documents.CreateForumThreadDocument, { input })).createForumThread.thread;
}

async function reply(who: Person, threadId: string, parentId?: string, body = `Reply ${randomUUID()}`) {
  return (await who.request(documents.AddForumReplyDocument, { input: { threadId, parentId, body } })).addForumReply.reply;
}

/** An assignment with this problem, which is open and due tomorrow, of a class with one learner. */
async function assigned(learner: Person, problemId: string): Promise<string> {
  const teacher = admin!;
  const { createClass } = await teacher.request(documents.CreateClassDocument, { input: { title: "Class", timeZone: "UTC" } });
  const classId = createClass.class.id;
  await teacher.request(documents.AddClassMemberDocument, { input: { classId, username: learner.username, role: "LEARNER" } });
  const inDays = (days: number) => ({ local: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16) });
  const { createClassAssignment } = await teacher.request(documents.CreateClassAssignmentDocument, {
    input: { classId, kind: "PROBLEMS", title: "Week 1", opensAt: inDays(-1), dueAt: inDays(1), problems: [{ problemId, points: 10 }] },
  });
  return createClassAssignment.assignment.id;
}

const open = async (who: Pick<Person, "request">, id: string, page: object = { first: 20 }) =>
  (await who.request(documents.ForumThreadDocument, { id, ...page })).forumThread;
const list = async (who: Pick<Person, "request">, filter: documents.ForumThreadsQueryVariables) =>
  (await who.request(documents.ForumThreadsDocument, { first: 50, ...filter })).forumThreads.nodes.map(({ id }) => id);
const vote = async (who: Person, id: string, value: documents.ForumVote) =>
  (await who.request(documents.VoteOnForumPostDocument, { input: { id, vote: value } })).voteOnForumPost;
const codeOf = async (asked: Promise<{ code: string }>) => (await asked).code;
const reputationOf = async ({ userId }: Person) =>
  (await installation.sql<{ points: number }>("select points from reputation_totals where user_id = $1", [userId]))[0]?.points ?? 0;

/** Recipients of a kind of notification about a title. */
const notified = (kind: string, title: string) =>
  installation
    .sql<{ user: string }>(`select user_id as "user" from notifications where kind = $1 and data ->> 'title' = $2 order by user_id`, [
      kind,
      title,
    ])
    .then((rows) => rows.map(({ user }) => user));

describe("threads and replies", () => {
  it("are written in Markdown, changed with a history, and deleted with their places kept", async () => {
    const title = `Title ${randomUUID()}`;
    const body = `Ask @${bob!.username}: \`@${cleo!.username}\`\n\n\`\`\`python\nprint(1)\n\`\`\`\n<script>alert(1)</script>`;
    const thread = await start(ada!, { title, body, tags: ["c++", "two-sum"] });
    expect(thread).toMatchObject({ title, state: "VISIBLE", tags: ["c++", "two-sum"], version: 1, viewerFollows: true });
    expect(thread.body.html).toContain("hl-");
    expect(thread.body.html).not.toContain("<script");
    // A mention that an edit removes is not notified, so this is awaited before the edit.
    expect(
      await eventually(
        () => notified("forum-mention", title),
        (all) => all.length > 0,
      ),
    ).toEqual([keyOf(bob!.userId)]);
    expect(
      await ada!.errorOf(documents.CreateForumThreadDocument, { input: { kind: "QUESTION", title, body, categoryId, tags: ["A b"] } }),
    ).toMatchObject({ extensions: { fields: [{ field: "input.tags.0", code: "INVALID_FORMAT" }] } });
    expect(
      await codeOf(bob!.errorOf(documents.UpdateForumThreadDocument, { input: { id: thread.id, expectedVersion: 1, title: "Mine" } })),
    ).toBe("FORBIDDEN");
    const change = { id: thread.id, expectedVersion: 1, body: "Shorter" };
    const updated = (await ada!.request(documents.UpdateForumThreadDocument, { input: change })).updateForumThread.thread;
    expect(updated).toMatchObject({
      title,
      body: { source: "Shorter" },
      version: 2,
      revisions: { nodes: [{ version: 1, title, body: { source: body } }] },
    });
    expect(await codeOf(ada!.errorOf(documents.UpdateForumThreadDocument, { input: change }))).toBe("CONFLICT");

    // Any depth is stored, one level shown.
    const top = await reply(bob!, thread.id);
    const below = await reply(ada!, thread.id, top.id);
    const deepest = await reply(bob!, thread.id, below.id);
    const [shown] = (await open(clientOf(api), thread.id)).replies.nodes;
    expect(shown!.replies.nodes.map(({ id, parent }) => [id, parent!.id])).toEqual([
      [below.id, top.id],
      [deepest.id, below.id],
    ]);
    const deleted = (await bob!.request(documents.DeleteForumReplyDocument, { input: { id: top.id } })).deleteForumReply.reply;
    expect(deleted).toMatchObject({ state: "DELETED", body: { source: "" }, author: null });
    expect((await open(ada!, thread.id)).replyCount).toBe(2);
    expect((await open(admin!, thread.id)).replies.nodes[0]!.body.source).toBe(top.body.source);
    expect(await codeOf(ada!.errorOf(documents.DeleteForumThreadDocument, { input: { id: thread.id } }))).toBe("CONFLICT");
    const other = await start(ada!);
    await ada!.request(documents.DeleteForumThreadDocument, { input: { id: other.id } });
    expect(await codeOf(ada!.errorOf(documents.ForumThreadDocument, { id: other.id }))).toBe("NOT_FOUND");

    // Ada started the thread and Bob replied in it: each is notified of the other's replies.
    const both = [keyOf(ada!.userId), keyOf(bob!.userId)].sort();
    expect([
      ...new Set(
        await eventually(
          () => notified("forum-reply", title),
          (all) => new Set(all).size === 2,
        ),
      ),
    ]).toEqual(both);
  });

  it("cost the same number of statements, however many there are", async () => {
    const thread = await start(ada!);
    for (let n = 0; n < 4; n++) await reply(bob!, thread.id, (await reply(ada!, thread.id)).id);
    const reader = clientOf(api, cleo!.token);
    await open(reader, thread.id);
    const few = await statementsOf(api, () => open(reader, thread.id, { first: 2 }));
    expect(await statementsOf(api, () => open(reader, thread.id, { first: 4 }))).toBe(few);
    const page = (await open(reader, thread.id, { first: 3 })).replies;
    const rest = (await open(reader, thread.id, { first: 3, after: page.pageInfo.endCursor })).replies;
    expect([page.nodes.length, rest.nodes.length, page.totalCount]).toEqual([3, 1, 4]);
    await list(reader, { categoryId });
    const lists = await statementsOf(api, () => list(reader, { categoryId, first: 1 }));
    expect(await statementsOf(api, () => list(reader, { categoryId, first: 3 }))).toBe(lists);
  });

  it("are found by their words, drafted and followed", async () => {
    const word = `zebra${randomUUID().slice(0, 6)}`;
    const { draft } = (await cleo!.request(documents.SaveForumDraftDocument, { input: { categoryId, title: "Draft", body: "…" } }))
      .saveForumDraft;
    expect(await codeOf(ada!.errorOf(documents.SaveForumDraftDocument, { input: { id: draft.id, body: "Mine" } }))).toBe("NOT_FOUND");
    const thread = await start(cleo!, { title: `About ${word}`, draftId: draft.id });
    expect((await cleo!.request(documents.MyForumDraftsDocument)).myForumDrafts.nodes).toEqual([]);
    expect((await clientOf(api).request(documents.SearchThreadsDocument, { query: word })).search.nodes).toEqual([
      { id: thread.id, title: `About ${word}` },
    ]);
    const followed = async () =>
      (await ada!.request(documents.MyFollowedForumThreadsDocument)).myFollowedForumThreads.nodes.map(({ id }) => id);
    await ada!.request(documents.FollowForumThreadDocument, { input: { threadId: thread.id } });
    expect(await followed()).toContain(thread.id);
    await ada!.request(documents.UnfollowForumThreadDocument, { input: { threadId: thread.id } });
    expect(await followed()).not.toContain(thread.id);
  });
});

describe("votes and answers", () => {
  it("count once for each account, never for one's own, and make reputation", async () => {
    const author = await grownUp(await createLearner(api));
    const { id } = await start(author);
    await Promise.all(Array.from({ length: 5 }, () => vote(ada!, id, "UP")));
    expect(await vote(ada!, id, "UP")).toEqual({ value: 1, thread: { score: 1, upVotes: 1, downVotes: 0, viewerVote: 1 }, reply: null });
    expect(await reputationOf(author)).toBe(10);
    await vote(bob!, id, "UP");
    expect((await vote(ada!, id, "DOWN")).thread).toMatchObject({ score: 0, upVotes: 1, downVotes: 1 });
    expect(await reputationOf(author)).toBe(8);
    expect((await vote(ada!, id, "NONE")).thread).toMatchObject({ score: 1, viewerVote: null });
    expect(await codeOf(author.errorOf(documents.VoteOnForumPostDocument, { input: { id, vote: "UP" } }))).toBe("FORBIDDEN");
    expect(await codeOf(ada!.errorOf(documents.VoteOnForumPostDocument, { input: { id: newId(), vote: "UP" } }))).toBe("NOT_FOUND");
    const { nodes } = (await author.request(documents.MyReputationEntriesDocument)).myReputationEntries;
    expect(nodes.reduce((sum, { points }) => sum + points, 0)).toBe(await reputationOf(author));
    expect(await reputationOf(author)).toBe(10);
  });

  it("order lists: hot by reddit's formula, top, new, unanswered", async () => {
    const place = await category("orders");
    const [first, second, third] = [
      await start(ada!, { categoryId: place, kind: "QUESTION" }),
      await start(ada!, { categoryId: place }),
      await start(ada!, { categoryId: place, kind: "QUESTION" }),
    ].map(({ id }) => id);
    // Rows are as votes of many would have left them: ten times the score is worth 12.5 hours.
    for (const [id, score, hours] of [
      [first!, 1000, 30],
      [second!, 1, 10],
      [third!, -10, 0],
    ] as const)
      await installation.sql("update forum_threads set score = $2, created_at = now() - make_interval(hours => $3) where id = $1", [
        keyOf(id),
        score,
        hours,
      ]);
    expect(await list(ada!, { categoryId: place, orderBy: "HOT" })).toEqual([first, second, third]);
    expect(await list(ada!, { categoryId: place, orderBy: "TOP" })).toEqual([first, second, third]);
    expect(new Set(await list(ada!, { categoryId: place, orderBy: "UNANSWERED" }))).toEqual(new Set([first, third]));
    const paged: string[] = [];
    for (let after: string | null | undefined; ;) {
      const { nodes, pageInfo } = (
        await ada!.request(documents.ForumThreadsDocument, { categoryId: place, first: 1, after, orderBy: "HOT" })
      ).forumThreads;
      paged.push(...nodes.map(({ id }) => id));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(paged).toEqual([first, second, third]);
  });

  it("rank 10,000 scores and dates in the order of the formula, negative scores and the future too", async () => {
    // A generator with a fixed seed: the same pairs each time.
    let state = 42;
    const random = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
    const now = Date.UTC(2026, 11, 2);
    const pairs = Array.from({ length: 10_000 }, () => ({
      score: Math.round((random() - 0.5) * 10 ** Math.floor(random() * 6)),
      at: new Date(now + Math.round((random() - 0.8) * 10 * 365 * 86_400_000)),
    }));
    const found = await installation.sql<{ hot: number }>(
      `select forum_hot(score, at) as hot from unnest($1::int[], $2::timestamptz[]) with ordinality pair (score, at, place) order by place`,
      [pairs.map(({ score }) => score), pairs.map(({ at }) => at)],
    );
    const ranks = pairs.map(({ score, at }, place) => ({ ours: found[place]!.hot, theirs: hotRank(score, at) }));
    // The seventh decimal, where both round, is 4.5 milliseconds.
    expect(Math.max(...ranks.map(({ ours, theirs }) => Math.abs(ours - theirs)))).toBeLessThan(2e-7);
    const order = (key: "ours" | "theirs") => ranks.map((_, at) => at).sort((a, b) => ranks[a]![key] - ranks[b]![key] || a - b);
    expect(order("ours")).toEqual(order("theirs"));
    expect(hotRank(-5, new Date(now))).toBeLessThan(hotRank(0, new Date(now)));
    expect(hotRank(0, new Date(now + 1000))).toBeGreaterThan(hotRank(0, new Date(now)));
  });

  it("accept one answer of a question, by who asked", async () => {
    const asker = await grownUp(await createLearner(api));
    const title = `Question ${randomUUID()}`;
    const question = await start(asker, { kind: "QUESTION", title });
    const helper = await grownUp(await createLearner(api));
    const [one, two] = [await reply(helper, question.id), await reply(bob!, question.id)];
    const accept = (who: Person, id: string, accepted = true) =>
      who.request(documents.AcceptForumReplyDocument, { input: { id, accepted } });
    expect(await codeOf(helper.errorOf(documents.AcceptForumReplyDocument, { input: { id: one.id, accepted: true } }))).toBe("FORBIDDEN");
    await accept(asker, one.id);
    await accept(asker, one.id);
    expect([await reputationOf(helper), await reputationOf(asker)]).toEqual([15, 2]);
    expect(await open(ada!, question.id)).toMatchObject({ isAnswered: true, acceptedReply: { id: one.id } });
    expect(
      await eventually(
        () => notified("forum-accepted", title),
        (all) => all.length > 0,
      ),
    ).toEqual([keyOf(helper.userId)]);
    await accept(moderator!, two.id);
    expect((await open(ada!, question.id)).acceptedReply).toEqual({ id: two.id });
    expect([await reputationOf(helper), await reputationOf(asker)]).toEqual([0, 2]);
    await bob!.request(documents.DeleteForumReplyDocument, { input: { id: two.id } });
    expect(await open(ada!, question.id)).toMatchObject({ isAnswered: false, acceptedReply: null });
    const discussion = await start(asker);
    const answer = await reply(bob!, discussion.id);
    expect(await codeOf(asker.errorOf(documents.AcceptForumReplyDocument, { input: { id: answer.id, accepted: true } }))).toBe("CONFLICT");
  });
});

describe("discussions", () => {
  it("at a problem are as visible as it, and solutions only after solving or giving up", async () => {
    const problem = await createProblem(installation, api);
    const problemId = problem.id;
    const talk = await start(ada!, { problemId });
    expect(
      await codeOf(ada!.errorOf(documents.CreateForumThreadDocument, { input: { kind: "SOLUTION", title: "S", body: "s", problemId } })),
    ).toBe("FORBIDDEN");
    await installation.sql("insert into problem_viewer_status (user_id, problem_id, solved) values ($1, $2, true)", [
      ada!.userId,
      keyOf(problemId),
    ]);
    const solution = await start(ada!, { problemId, kind: "SOLUTION", language: "python", title: "In one line" });
    expect(await list(ada!, { problemId })).toHaveLength(2);
    for (const who of [bob!, clientOf(api)]) {
      expect(await list(who, { problemId })).toEqual([talk.id]);
      expect(await codeOf(who.errorOf(documents.ForumThreadDocument, { id: solution.id }))).toBe("NOT_FOUND");
    }
    expect(await codeOf(bob!.errorOf(documents.AddForumReplyDocument, { input: { threadId: solution.id, body: "?" } }))).toBe("NOT_FOUND");
    expect((await bob!.request(documents.SearchThreadsDocument, { query: "one line" })).search.nodes).not.toContainEqual(
      expect.objectContaining({ id: solution.id }),
    );
    const assignment = await assigned(bob!, problemId);
    expect(await codeOf(bob!.errorOf(documents.GiveUpProblemDocument, { input: { problemId } }))).toBe("CONFLICT");
    expect(await list(bob!, { problemId })).toEqual([talk.id]);
    await installation.sql("update class_assignments set due_at = now(), closes_at = now() where id = $1", [keyOf(assignment)]);
    const { giveUpProblem } = await bob!.request(documents.GiveUpProblemDocument, { input: { problemId } });
    expect(giveUpProblem.problem).toEqual({ seesSolutions: true, forumThreadCount: 2 });
    expect(await list(bob!, { problemId, kinds: ["SOLUTION"] })).toEqual([solution.id]);

    await installation.sql("update problems set feedback = 'NOTHING' where id = $1", [keyOf(problemId)]);
    expect(await list(bob!, { problemId })).toEqual([talk.id]);
    expect(await codeOf(cleo!.errorOf(documents.GiveUpProblemDocument, { input: { problemId } }))).toBe("CONFLICT");
    await installation.sql("update problems set feedback = 'VERDICT', status = 'DRAFT' where id = $1", [keyOf(problemId)]);
    for (const who of [ada!, bob!, clientOf(api)]) {
      expect(await list(who, { problemId })).toEqual([]);
      expect(await codeOf(who.errorOf(documents.ForumThreadDocument, { id: talk.id }))).toBe("NOT_FOUND");
    }
    expect(
      await codeOf(bob!.errorOf(documents.CreateForumThreadDocument, { input: { kind: "QUESTION", title: "?", body: "?", problemId } })),
    ).toBe("NOT_FOUND");
    expect(await list(admin!, { problemId })).toHaveLength(2);
  });

  it("at a lesson are as visible as its track", async () => {
    const author = await createInstructor(installation, api);
    const { modules } = await publishedTrack(author, [1]);
    const lessonId = modules[0]!.lessons[0]!;
    const talk = await start(bob!, { lessonId, kind: "QUESTION" });
    expect(await list(clientOf(api), { lessonId })).toEqual([talk.id]);
    // Its editors moderate.
    expect((await open(author, talk.id)).viewerModerates).toBe(true);
    await installation.sql("update tracks set status = 'DRAFT' where id = (select track_id from lessons where id = $1)", [keyOf(lessonId)]);
    expect(await codeOf(bob!.errorOf(documents.ForumThreadDocument, { id: talk.id }))).toBe("NOT_FOUND");
    expect(await list(author, { lessonId })).toEqual([talk.id]);
  });
});

describe("moderation", () => {
  const casesOf = async (who: Person, decided = false) => (await who.request(documents.ForumCasesDocument, { decided })).forumCases.nodes;

  it("holds what looks like spam of a new account, limits it, and tells it what was decided", async () => {
    const fresh = await createLearner(api);
    const thread = await start(fresh, { title: `Buy ${randomUUID()}`, body: "Visit https://shop.example/watches" });
    expect(thread.state).toBe("HELD");
    expect(await codeOf(ada!.errorOf(documents.ForumThreadDocument, { id: thread.id }))).toBe("NOT_FOUND");
    expect(await casesOf(ada!)).toEqual([]);
    expect(await casesOf(moderator!)).toContainEqual(
      expect.objectContaining({ signals: ["LINK_OF_NEW_ACCOUNT"], thread: { id: thread.id }, reply: null, decision: null }),
    );
    const decide = { id: thread.id, decision: "KEEP" as const };
    expect(await codeOf(ada!.errorOf(documents.ModerateForumPostDocument, { input: decide }))).toBe("NOT_FOUND");
    await moderator!.request(documents.ModerateForumPostDocument, { input: decide });
    expect((await open(ada!, thread.id)).state).toBe("VISIBLE");
    await eventually(
      () => notified("forum-moderation", thread.title),
      (all) => all.includes(keyOf(fresh.userId)),
    );
    for (let n = 1; n < 5; n++) await start(fresh);
    const refused = await fresh.errorOf(documents.AddForumReplyDocument, { input: { threadId: thread.id, body: "One more" } });
    expect(refused).toMatchObject({ code: "RATE_LIMITED", extensions: { retryAfterMs: expect.any(Number) } });
  });

  it("hides what three accounts report until a moderator decides; shadows are seen by their author only, and audited", async () => {
    const thread = await start(bob!);
    const bad = await reply(cleo!, thread.id);
    const report = (who: Person) => who.request(documents.ReportForumPostDocument, { input: { id: bad.id, reason: "ABUSE" } });
    expect(await codeOf(cleo!.errorOf(documents.ReportForumPostDocument, { input: { id: bad.id, reason: "SPAM" } }))).toBe("FORBIDDEN");
    const third = await grownUp(await createLearner(api));
    for (const who of [ada!, ada!, bob!]) await report(who);
    expect((await open(ada!, thread.id)).replies.nodes).toHaveLength(1);
    await report(third);
    expect((await open(ada!, thread.id)).replies.nodes).toEqual([]);
    expect((await open(cleo!, thread.id)).replies.nodes).toMatchObject([{ state: "HELD" }]);
    const [held] = (await casesOf(moderator!)).filter(({ reply: about }) => about?.id === bad.id);
    expect(held!.reports).toHaveLength(3);

    await moderator!.request(documents.ModerateForumPostDocument, { input: { id: bad.id, decision: "SHADOW", note: "Seen before." } });
    expect((await open(ada!, thread.id)).replies.nodes).toEqual([]);
    expect((await open(cleo!, thread.id)).replies.nodes).toMatchObject([{ state: "VISIBLE", body: { source: bad.body.source } }]);
    expect((await open(moderator!, thread.id)).replies.nodes).toMatchObject([{ state: "SHADOWED" }]);
    expect(await codeOf(ada!.errorOf(documents.VoteOnForumPostDocument, { input: { id: bad.id, vote: "UP" } }))).toBe("NOT_FOUND");
    expect(
      await installation.sql(
        "select actor_id as actor, details ->> 'note' as note from audit_entries where action = 'forum-post.shadowed' and subject_id = $1",
        [keyOf(bad.id)],
      ),
    ).toEqual([{ actor: keyOf(moderator!.userId), note: "Seen before." }]);

    await moderator!.request(documents.ModerateForumPostDocument, { input: { id: bad.id, decision: "REMOVE" } });
    expect((await open(ada!, thread.id)).replies.nodes).toMatchObject([{ state: "REMOVED", body: { source: "" }, author: null }]);
    await moderator!.request(documents.ModerateForumThreadDocument, { input: { id: thread.id, locked: true, pinned: true } });
    expect(await codeOf(ada!.errorOf(documents.AddForumReplyDocument, { input: { threadId: thread.id, body: "Late" } }))).toBe("CONFLICT");
    expect(await codeOf(ada!.errorOf(documents.ModerateForumThreadDocument, { input: { id: thread.id, locked: false } }))).toBe(
      "FORBIDDEN",
    );
    await reply(moderator!, thread.id);
  });
});

describe("threadUpdated", () => {
  type Event = documents.ThreadUpdatedSubscription["threadUpdated"] & object;

  async function until(events: AsyncIterableIterator<{ threadUpdated: Event }>, wanted: (event: Event) => boolean): Promise<Event> {
    for (;;) {
      const { value, done } = await events.next();
      if (done) throw new Error("the stream has ended");
      if (wanted(value.threadUpdated)) return value.threadUpdated;
    }
  }

  it("delivers each change, resumes without a gap, and says what is hidden", async () => {
    const thread = await start(bob!);
    const watcher = clientOf(api, ada!.token);
    const events = watcher.subscribe(documents.ThreadUpdatedDocument, { threadId: thread.id });
    const opening = await until(events, () => true);
    expect(opening).toMatchObject({ thread: { id: thread.id, replyCount: 0 }, reply: null, missedChanges: false });
    const one = await reply(cleo!, thread.id);
    const seen = await until(events, (event) => event.reply?.id === one.id);
    expect(seen.thread.replyCount).toBe(1);
    await watcher.close();

    const [two, three] = [await reply(cleo!, thread.id), await reply(bob!, thread.id, one.id)];
    await vote(bob!, one.id, "UP");
    const again = clientOf(api, ada!.token);
    const resumed = again.subscribe(documents.ThreadUpdatedDocument, { threadId: thread.id, after: seen.cursor });
    const missing = new Set([one.id, two.id, three.id]);
    await until(resumed, ({ reply: changed }) => {
      if (changed && (changed.id !== one.id || changed.score === 1)) missing.delete(changed.id);
      return missing.size === 0;
    });
    await moderator!.request(documents.ModerateForumPostDocument, { input: { id: two.id, decision: "SHADOW" } });
    await until(resumed, ({ hiddenReplyId }) => hiddenReplyId === two.id);
    await again.close();
    const wrong = clientOf(api, ada!.token);
    await expect(wrong.subscribe(documents.ThreadUpdatedDocument, { threadId: thread.id, after: "x" }).next()).rejects.toBeDefined();
    await wrong.close();
  });
});
