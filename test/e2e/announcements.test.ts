/** A word of the admins to everyone: who is shown it, for how long, and who is notified. */
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AllAnnouncementsDocument,
  AnnouncementsDocument,
  CreateAnnouncementDocument,
  DismissAnnouncementDocument,
  NotificationReceivedDocument,
  SetNotificationPreferencesDocument,
  UpdateAnnouncementDocument,
  WithdrawAnnouncementDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { clientOn, createInstructor, createLearner } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

describe("announcements", () => {
  let installation: Installation;
  let api: Api;
  let admin: Person;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    admin = await createInstructor(installation, api, "ADMIN");
  });
  afterAll(() => installation?.stop());
  beforeEach(() => installation.sql("update announcements set withdrawn_at = now() where withdrawn_at is null"));

  const create = async (input: object) =>
    (await admin.request(CreateAnnouncementDocument, { input: input as never })).createAnnouncement.announcement;
  const update = async (input: object) =>
    (await admin.request(UpdateAnnouncementDocument, { input: input as never })).updateAnnouncement.announcement;
  const shownTo = async (person: Person | null) =>
    (await clientOn(api, person).request(AnnouncementsDocument)).announcements.map(({ title }) => title);

  it("are shown to whom they are for, while they are on, the most severe first", async () => {
    const [learner, instructor] = [await createLearner(api), await createInstructor(installation, api)];
    await create({ title: "New problems", body: "**Twelve** of them." });
    await create({ title: "We are moving", level: "CRITICAL" });
    await create({ title: "For authors", roles: ["INSTRUCTOR", "ADMIN"], level: "WARNING" });
    await create({ title: "Tomorrow", startsAt: inHours(24) });
    await create({ title: "Last week", startsAt: inHours(-48), endsAt: inHours(-24) });
    await create({ title: "Until noon", startsAt: inHours(-1), endsAt: inHours(1) });
    expect(await shownTo(null)).toEqual(["We are moving", "New problems", "Until noon"]);
    expect(await shownTo(learner)).toEqual(["We are moving", "New problems", "Until noon"]);
    expect(await shownTo(instructor)).toEqual(["We are moving", "For authors", "New problems", "Until noon"]);
  });

  it("are dismissed by one account for itself", async () => {
    const [one, other] = [await createLearner(api), await createLearner(api)];
    const { id } = await create({ title: "Read me once" });
    const hidden = await create({ title: "For admins", roles: ["ADMIN"] });
    const dismiss = (person: Person, which: string) => person.request(DismissAnnouncementDocument, { input: { id: keyOf(which) } });
    expect((await dismiss(one, id)).dismissAnnouncement.deletedId).toBe(globalId("Announcement", keyOf(id)));
    await dismiss(one, id);
    expect(await shownTo(one)).toEqual([]);
    expect(await shownTo(other)).toEqual(["Read me once"]);
    for (const missing of [keyOf(hidden.id), newId()])
      expect(await one.errorOf(DismissAnnouncementDocument, { input: { id: missing } })).toMatchObject({ code: "NOT_FOUND" });
    expect(await clientOn(api, null).errorOf(DismissAnnouncementDocument, { input: { id } })).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("are changed and withdrawn, which is on record, and not over another admin's change", async () => {
    const made = await create({ title: "Tyop", level: "WARNING", endsAt: inHours(2) });
    expect(made).toMatchObject({ revision: 1, notify: false, notifiedAt: null, withdrawnAt: null, createdBy: { id: admin.userId } });
    const changed = await update({ id: made.id, title: "Typo", endsAt: null, expectedRevision: 1 });
    expect(changed).toMatchObject({ title: "Typo", level: "WARNING", endsAt: null, startsAt: made.startsAt, revision: 2 });
    const errorOf = (input: object) => admin.errorOf(UpdateAnnouncementDocument, { input: input as never });
    expect(await errorOf({ id: made.id, title: "Mine", expectedRevision: 1 })).toMatchObject({ code: "CONFLICT" });
    expect(await errorOf({ id: newId(), title: "Mine", expectedRevision: 1 })).toMatchObject({ code: "NOT_FOUND" });
    const { withdrawAnnouncement } = await admin.request(WithdrawAnnouncementDocument, { input: { id: made.id } });
    expect(withdrawAnnouncement.announcement.withdrawnAt).not.toBeNull();
    expect(await shownTo(null)).toEqual([]);
    expect(await errorOf({ id: made.id, title: "Back", expectedRevision: 3 })).toMatchObject({ code: "CONFLICT" });
    expect(await admin.errorOf(WithdrawAnnouncementDocument, { input: { id: made.id } })).toMatchObject({ code: "CONFLICT" });
    const actions = await installation.sql<{ action: string }>("select action from audit_entries where subject_id = $1 order by id", [
      made.id,
    ]);
    expect(actions.map(({ action }) => action)).toEqual(["announcement.created", "announcement.updated", "announcement.withdrawn"]);
    const { allAnnouncements } = await admin.request(AllAnnouncementsDocument, { first: 1 });
    expect(allAnnouncements.edges[0]!.node).toMatchObject({ id: made.id, title: "Typo" });
    expect(allAnnouncements.totalCount).toBeGreaterThan(5);
  });

  it.each([
    [{ title: "" }, "input.title"],
    [{ title: "x".repeat(201) }, "input.title"],
    [{ title: "   " }, "input.title"],
    [{ title: "two\nlines" }, "input.title"],
    [{ title: "x", startsAt: "0000-01-01T00:00:00Z" }, "input.startsAt"],
    [{ title: "x", body: "x".repeat(20_001) }, "input.body"],
    [{ title: "x", roles: [] }, "input.roles"],
    [{ title: "x", startsAt: inHours(2), endsAt: inHours(1) }, "input.endsAt"],
    [{ title: "x", endsAt: inHours(-1) }, "input.endsAt"],
  ])("that make no sense are refused by field: %#", async (input, field) => {
    expect(await admin.errorOf(CreateAnnouncementDocument, { input: input as never })).toMatchObject({
      code: "BAD_USER_INPUT",
      extensions: { fields: [{ field }] },
    });
  });

  it("are made and listed by admins alone", async () => {
    const learner = await createLearner(api);
    expect(await learner.errorOf(CreateAnnouncementDocument, { input: { title: "Mine" } })).toMatchObject({ code: "FORBIDDEN" });
    expect(await learner.errorOf(AllAnnouncementsDocument, { first: 1 })).toMatchObject({ code: "FORBIDDEN" });
  });

  describe("that notify", () => {
    const notified = (id: string) =>
      installation.sql<{ user_id: string; role: string }>(
        "select n.user_id, u.role from notifications n join users u on u.id = n.user_id where n.kind = 'announcement' and n.subject_id = $1",
        [id],
      );
    const drained = () =>
      eventually(
        () => installation.sql("select id from outbox where event = 'announcement.due'"),
        (left) => left.length === 0,
      );
    const count = async (condition: string) =>
      (await installation.sql<{ count: number }>(`select count(*)::int as count from users where ${condition}`))[0]!.count;

    beforeAll(async () => {
      await installation.sql(
        `insert into users (id, email, username, display_name, role, suspended_at)
         select gen_random_uuid(), 'bulk-' || n || '@codequest.example', 'bulk-' || n, 'Bulk',
           case when n % 4 = 0 then 'INSTRUCTOR' else 'LEARNER' end, case when n % 100 = 0 then now() end from generate_series(1, 1200) n`,
      );
    });

    it("tell each account once, in shares, though a worker dies in the middle, and those who watch at once", async () => {
      const [watcher, quiet] = [await createLearner(api), await createLearner(api)];
      await quiet.request(SetNotificationPreferencesDocument, {
        input: { changes: [{ kind: "announcement", channel: "IN_APP" as never, enabled: false }] },
      });
      const events = watcher.subscribe(NotificationReceivedDocument, { after: null });
      await events.next();
      const { id } = await create({ title: "To all", notify: true });
      await create({ title: "Without a word" });
      const dying = await installation.startWorker({ ...WITHOUT_JUDGE, killAt: "notifications-after-commit" });
      await dying.ended;
      const told = (await notified(id)).length;
      expect(told).toBeGreaterThan(0);
      expect(told).toBeLessThan(await count("suspended_at is null"));
      const workers = await Promise.all([installation.startWorker(WITHOUT_JUDGE), installation.startWorker(WITHOUT_JUDGE)]);
      const { value } = await events.next();
      expect(value!.notificationReceived.notification).toMatchObject({
        kind: "announcement",
        title: "To all",
        subject: { __typename: "Announcement", id: globalId("Announcement", keyOf(id)) },
      });
      await drained();
      const all = await notified(id);
      expect(new Set(all.map(({ user_id }) => user_id)).size).toBe(all.length);
      expect(all.length).toBe((await count("suspended_at is null")) - 1);
      expect(all.map(({ user_id }) => user_id)).not.toContain(keyOf(quiet.userId));
      const [row] = await installation.sql<{ notified_at: Date | null }>("select notified_at from announcements where id = $1", [id]);
      expect(row!.notified_at).not.toBeNull();
      expect(await installation.sql("select from notifications where kind = 'announcement' and subject_id <> $1", [id])).toEqual([]);
      await Promise.all(workers.map((worker) => worker.stop()));
    });

    it("do so for the roles they are for, once they have started, and not when they were withdrawn before", async () => {
      const authors = await create({ title: "To authors", roles: ["INSTRUCTOR"], notify: true });
      const later = await create({ title: "Later", startsAt: inHours(5), notify: true });
      const withdrawn = await create({ title: "Never mind", notify: true });
      await admin.request(WithdrawAnnouncementDocument, { input: { id: withdrawn.id } });
      // Ordered, and withdrawn before its worker came to it.
      await announce(installation, "announcement.due", { announcementId: withdrawn.id, after: null, until: null });
      const worker = await installation.startWorker(WITHOUT_JUDGE);
      const wanted = await count("suspended_at is null and role = 'INSTRUCTOR'");
      await eventually(
        () => notified(authors.id),
        (all) => all.length === wanted,
      );
      await drained();
      expect((await notified(authors.id)).every(({ role }) => role === "INSTRUCTOR")).toBe(true);
      expect(await notified(withdrawn.id)).toEqual([]);
      expect(await notified(later.id)).toEqual([]);
      await update({ id: later.id, startsAt: inHours(-1), expectedRevision: 1 });
      const everyone = await count("suspended_at is null");
      await eventually(
        () => notified(later.id),
        (all) => all.length >= everyone - 1,
      );
      await worker.stop();
    });
  });
});
