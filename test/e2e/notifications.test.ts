import { newId } from "../../src/kernel/ids.js";
import type { Client } from "../support/client.js";
import { announce, announceSecurity, eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  DecideRoleRequestDocument,
  MarkNotificationsReadDocument,
  NotificationReceivedDocument,
  NotificationsDocument,
  NotificationSettingsDocument,
  RequestRoleDocument,
  SetNotificationPreferencesDocument,
  SubmissionStatusDocument,
  type NotificationFilter,
  type NotificationReceivedSubscription,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { proven } from "../support/proofs.js";
import { clientOn, createInstructor, createLearner, createProblem, submit, SUM_ACCEPTED, type Problem } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
type Event = NonNullable<NotificationReceivedSubscription["notificationReceived"]>;

describe("notifications, with two APIs and two workers", () => {
  let installation: Installation;
  let api: Api;
  let elsewhere: Api;
  let workers: Program[];

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi({ LOG_LEVEL: "debug" });
    elsewhere = await installation.startApi();
    workers = [await installation.startWorker(WITHOUT_JUDGE), await installation.startWorker(WITHOUT_JUDGE)];
  });
  afterAll(() => installation?.stop());

  const listOf = async (person: Client, filter: NotificationFilter = {}, first = 20, after: string | null = null) => {
    const { notifications, unreadNotificationCount } = await person.request(NotificationsDocument, { filter, first, after });
    return { ...notifications, unread: unreadNotificationCount, nodes: notifications.edges.map(({ node }) => node) };
  };
  const unreadOf = async (person: Client) => (await listOf(person)).unread;
  const told = (person: Client, count: number) =>
    eventually(
      () => listOf(person),
      ({ totalCount }) => totalCount === count,
    );
  /** A person with so many notifications, of which none is on its way any more. */
  const toldPerson = async (count: number) => {
    const person = await createLearner(api);
    for (let i = 0; i < count; i++) await announceSecurity(installation, person.userId);
    await told(person, count);
    return person;
  };
  const watch = (person: Client, after: string | null = null) => {
    const events = person.subscribe(NotificationReceivedDocument, { after });
    return { next: async () => (await events.next()).value!.notificationReceived as Event, end: () => events.return!() };
  };
  const rowsOf = (userId: string) =>
    installation.sql<{ event_id: string; read_at: Date | null; thread: string | null }>(
      "select event_id, read_at, thread from notifications where user_id = $1 order by id",
      [userId],
    );

  it("tell of a decision about a role, in the list, the count and the subscription of another API", async () => {
    const person = await createLearner(api);
    const admin = await createInstructor(installation, api, "ADMIN");
    const watching = watch(clientOn(elsewhere, person));
    expect(await watching.next()).toEqual({ notification: null, unreadCount: 0 });
    const { requestRole } = await person.request(RequestRoleDocument, { input: { role: "INSTRUCTOR" as never } });
    const { id } = requestRole.roleRequest;
    await admin.request(DecideRoleRequestDocument, { input: { id, approve: false, comment: "Not\nyet" } });

    const event = await watching.next();
    const expected = {
      kind: "role-decision",
      title: "Your role request has been rejected",
      body: "Not yet",
      subject: { __typename: "RoleRequest", id },
      readAt: null,
    };
    expect(event).toMatchObject({ notification: expected, unreadCount: 1 });
    expect(await listOf(person)).toMatchObject({ unread: 1, totalCount: 1, nodes: [{ ...expected, id: event.notification!.id }] });
    await watching.end();
  });

  it("are marked as read, some or all, and other clients of the account hear", async () => {
    const person = await toldPerson(3);
    const watching = watch(clientOn(elsewhere, person));
    expect(await watching.next()).toEqual({ notification: null, unreadCount: 3 });
    const [newest] = (await listOf(person)).nodes;
    const mark = async (input: object) => (await person.request(MarkNotificationsReadDocument, { input })).markNotificationsRead;

    const read = { id: newest!.id, readAt: expect.any(String) };
    expect(await mark({ ids: [newest!.id, newId()] })).toEqual({ notifications: [read], markedCount: 1, unreadCount: 2 });
    expect(await watching.next()).toEqual({ notification: null, unreadCount: 2 });
    expect(await mark({ ids: [newest!.id] })).toEqual({ notifications: [read], markedCount: 0, unreadCount: 2 });
    expect((await listOf(person, { unread: true })).totalCount).toBe(2);
    expect((await listOf(person, { unread: false })).nodes).toEqual([
      expect.objectContaining({ id: newest!.id, readAt: expect.any(String) }),
    ]);
    expect(await mark({ all: true })).toMatchObject({ notifications: [{}, {}], markedCount: 2, unreadCount: 0 });
    expect(await watching.next()).toEqual({ notification: null, unreadCount: 0 });
    await watching.end();

    for (const input of [{}, { ids: [newest!.id], all: true }, { ids: [] }, { ids: Array.from({ length: 101 }, () => newId()) }]) {
      expect((await person.errorOf(MarkNotificationsReadDocument, { input })).code).toBe("BAD_USER_INPUT");
    }
  });

  it("are their account's alone", async () => {
    const person = await toldPerson(1);
    const stranger = await createLearner(api);
    const [mine] = (await listOf(person)).nodes;
    const input = { ids: [mine!.id] };
    expect((await stranger.request(MarkNotificationsReadDocument, { input })).markNotificationsRead.markedCount).toBe(0);
    expect(await unreadOf(person)).toBe(1);
    expect((await listOf(stranger)).totalCount).toBe(0);
    expect((await clientOn(api, null).errorOf(NotificationsDocument)).code).toBe("UNAUTHENTICATED");
    const first = watch(clientOn(api, null)).next();
    await expect(first).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("come in pages, by kind, at the same number of statements however long the page", async () => {
    const person = await toldPerson(5);
    const page = await listOf(person, {}, 2);
    expect(page.nodes).toHaveLength(2);
    const rest = await listOf(person, {}, 10, page.pageInfo.endCursor);
    expect(rest.nodes).toHaveLength(3);
    const ids = [...page.nodes, ...rest.nodes].map(({ id }) => id);
    expect(ids.map(keyOf)).toEqual([...new Set(ids.map(keyOf))].sort().reverse());
    expect((await listOf(person, { kinds: ["role-decision"] })).totalCount).toBe(0);
    expect((await person.errorOf(NotificationsDocument, { filter: { kinds: ["nonsense"] } })).extensions.fields).toMatchObject([
      { field: "filter.kinds" },
    ]);
    // The workers are of no account here: only the API's statements count.
    const [short, long] = [await statementsOf(api, () => listOf(person, {}, 1)), await statementsOf(api, () => listOf(person, {}, 5))];
    expect(long).toBe(short);
  });

  it("that came while a client was away are the first it gets when it says what it has", async () => {
    const person = await toldPerson(2);
    const [latest, earlier] = (await listOf(person)).nodes;
    const watching = watch(person, earlier!.id);
    expect((await watching.next()).notification?.id).toBe(latest!.id);
    await announceSecurity(installation, person.userId, "TWO_FACTOR_ENABLED");
    expect(await watching.next()).toMatchObject({ notification: { title: "Two-factor is on" }, unreadCount: 3 });
    await watching.end();
  });

  it("are in the language of the account, as it is when they are read", async () => {
    const person = await toldPerson(1);
    expect((await listOf(person)).nodes[0]!.title).toBe("Your password has been changed");
    await installation.sql("update users set locale = 'de-AT' where id = $1", [person.userId]);
    expect((await listOf(person)).nodes[0]!.title).toBe("Dein Passwort wurde geändert");
    await installation.sql("update users set locale = 'fr' where id = $1", [person.userId]);
    expect((await listOf(person)).nodes[0]!.title).toBe("Your password has been changed");
  });

  describe("settings", () => {
    const settingsOf = async (person: Client) => {
      const { notificationSettings } = await person.request(NotificationSettingsDocument);
      const channels = notificationSettings.kinds.flatMap(({ kind, channels: all }) =>
        all.map(({ channel, enabled, locked }) => [`${kind} ${channel}`, locked ? "locked" : enabled] as const),
      );
      return { digest: notificationSettings.digest, ...Object.fromEntries(channels) } as Record<string, unknown>;
    };
    const change = (kind: string, channel: string, enabled: boolean) => ({ kind, channel: channel as never, enabled });

    it("begin with defaults, keep what is said, and lock mails about security", async () => {
      const person = await createLearner(api);
      const defaults = {
        "account-deletion EMAIL": "locked",
        "account-deletion IN_APP": true,
        "account-deletion PUSH": true,
        "ai-finished EMAIL": false,
        "ai-finished IN_APP": true,
        "ai-finished PUSH": false,
        "announcement EMAIL": false,
        "announcement IN_APP": true,
        "announcement PUSH": false,
        "assessment-finished EMAIL": false,
        "assessment-finished IN_APP": true,
        "assessment-finished PUSH": false,
        "assessment-invited EMAIL": true,
        "assessment-invited IN_APP": true,
        "assessment-invited PUSH": true,
        "assessment-released EMAIL": true,
        "assessment-released IN_APP": true,
        "assessment-released PUSH": true,
        "badge EMAIL": false,
        "badge IN_APP": true,
        "badge PUSH": false,
        "certificate EMAIL": true,
        "certificate IN_APP": true,
        "certificate PUSH": false,
        "class-ending EMAIL": true,
        "class-ending IN_APP": true,
        "class-ending PUSH": false,
        "coursework-due-soon EMAIL": true,
        "coursework-due-soon IN_APP": true,
        "coursework-due-soon PUSH": true,
        "coursework-opened EMAIL": true,
        "coursework-opened IN_APP": true,
        "coursework-opened PUSH": false,
        "coursework-released EMAIL": true,
        "coursework-released IN_APP": true,
        "coursework-released PUSH": false,
        "data-export EMAIL": "locked",
        "data-export IN_APP": true,
        "data-export PUSH": false,
        "forum-accepted EMAIL": false,
        "forum-accepted IN_APP": true,
        "forum-accepted PUSH": false,
        "forum-mention EMAIL": false,
        "forum-mention IN_APP": true,
        "forum-mention PUSH": true,
        "forum-moderation EMAIL": true,
        "forum-moderation IN_APP": true,
        "forum-moderation PUSH": false,
        "forum-reply EMAIL": false,
        "forum-reply IN_APP": true,
        "forum-reply PUSH": false,
        "group-hint EMAIL": false,
        "group-hint IN_APP": true,
        "group-hint PUSH": false,
        "interview-changed EMAIL": true,
        "interview-changed IN_APP": true,
        "interview-changed PUSH": true,
        "interview-due-soon EMAIL": true,
        "interview-due-soon IN_APP": true,
        "interview-due-soon PUSH": true,
        "interview-feedback EMAIL": false,
        "interview-feedback IN_APP": true,
        "interview-feedback PUSH": false,
        "line-comment EMAIL": false,
        "line-comment IN_APP": true,
        "line-comment PUSH": false,
        "entitlement-expired EMAIL": true,
        "entitlement-expired IN_APP": true,
        "entitlement-expired PUSH": false,
        "organization-deleted EMAIL": true,
        "organization-deleted IN_APP": true,
        "organization-deleted PUSH": false,
        "organization-deletion EMAIL": "locked",
        "organization-deletion IN_APP": true,
        "organization-deletion PUSH": true,
        "organization-export EMAIL": "locked",
        "organization-export IN_APP": true,
        "organization-export PUSH": false,
        "organization-invited EMAIL": false,
        "organization-invited IN_APP": true,
        "organization-invited PUSH": false,
        "organization-joined EMAIL": false,
        "organization-joined IN_APP": true,
        "organization-joined PUSH": false,
        "organization-removed EMAIL": true,
        "organization-removed IN_APP": true,
        "organization-removed PUSH": false,
        "organization-without-owner EMAIL": true,
        "organization-without-owner IN_APP": true,
        "organization-without-owner PUSH": false,
        "ownership EMAIL": true,
        "ownership IN_APP": true,
        "ownership PUSH": false,
        "regrade-decided EMAIL": true,
        "regrade-decided IN_APP": true,
        "regrade-decided PUSH": false,
        "regrade-requested EMAIL": false,
        "regrade-requested IN_APP": true,
        "regrade-requested PUSH": false,
        digest: "OFF",
        "new-follower EMAIL": false,
        "new-follower IN_APP": true,
        "new-follower PUSH": false,
        "role-decision IN_APP": true,
        "role-decision EMAIL": true,
        "role-decision PUSH": false,
        "security IN_APP": true,
        "security EMAIL": "locked",
        "security PUSH": true,
        "subscription-changed IN_APP": true,
        "subscription-changed EMAIL": true,
        "subscription-changed PUSH": false,
        "subscription-unpaid IN_APP": "locked",
        "subscription-unpaid EMAIL": "locked",
        "subscription-unpaid PUSH": false,
        "verdict IN_APP": true,
        "verdict EMAIL": false,
        "verdict PUSH": false,
        "webhook-stopped IN_APP": true,
        "webhook-stopped EMAIL": true,
        "webhook-stopped PUSH": false,
      };
      expect(await settingsOf(person)).toEqual(defaults);
      const changes = [change("verdict", "EMAIL", true), change("security", "IN_APP", true), change("security", "IN_APP", false)];
      await person.request(SetNotificationPreferencesDocument, { input: { changes } });
      expect(await settingsOf(person)).toEqual({ ...defaults, "verdict EMAIL": true, "security IN_APP": false });

      for (const [field, wrong] of [
        ["input.changes.1.enabled", change("security", "EMAIL", false)],
        ["input.changes.1.kind", change("nonsense", "EMAIL", false)],
      ] as const) {
        const input = { changes: [change("verdict", "PUSH", true), wrong] };
        expect((await person.errorOf(SetNotificationPreferencesDocument, { input })).extensions.fields).toMatchObject([{ field }]);
      }
      expect((await settingsOf(person))["verdict PUSH"]).toBe(false);

      await announceSecurity(installation, person.userId);
      await eventually(
        () => rowsOf(person.userId),
        (found) => found.length === 1,
      );
      expect(await listOf(person)).toMatchObject({ totalCount: 0, unread: 0 });
    });
  });

  it("go to no account that is suspended, or gone", async () => {
    const person = await createLearner(api);
    await installation.sql("update users set suspended_at = now() where id = $1", [person.userId]);
    await announceSecurity(installation, person.userId);
    await announceSecurity(installation, newId());
    const other = await toldPerson(1);
    await eventually(
      () => installation.sql("select from outbox"),
      (left) => left.length === 0,
    );
    await announceSecurity(installation, other.userId);
    await told(other, 2);
    expect(await rowsOf(person.userId)).toEqual([]);
  });

  describe("about verdicts", () => {
    let problem: Problem;
    let person: Person;
    beforeAll(async () => {
      problem = await createProblem(installation, api);
      person = await createLearner(api);
      // Else an accepted submission would bring the news of a badge too.
      await installation.sql("insert into awarded_badges (user_id, badge) values ($1, 'first-solve')", [person.userId]);
    });

    const judged = async (submissionId: string, verdict = "WRONG_ANSWER", id?: string) =>
      announce(
        installation,
        "judgement.finished",
        { judgementId: newId(), submissionId, userId: person.userId, problemId: problem.id, verdict },
        id,
      );
    const settled = async (eventId: string) =>
      (
        await eventually(
          () => rowsOf(person.userId),
          (found) => found.some(({ event_id }) => event_id === eventId),
        )
      ).find(({ event_id }) => event_id === eventId)!;

    it("count once for each problem, the newest, in whichever order they come", async () => {
      const [first, second] = [newId(Date.now() - 1000), newId()];
      const submission = await submit(person, problem, SUM_ACCEPTED);
      await settled(await judged(submission, "ACCEPTED", second));
      await settled(await judged(submission, "WRONG_ANSWER", first));
      const { nodes, unread } = await listOf(person);
      expect(unread).toBe(1);
      expect(nodes.filter(({ readAt }) => readAt === null)).toMatchObject([
        { kind: "verdict", title: expect.stringMatching(/^Sum .*: accepted$/), subject: { __typename: "Submission", id: submission } },
      ]);
      const third = await judged(submission, "RUNTIME_ERROR");
      await settled(third);
      expect(await unreadOf(person)).toBe(1);
      expect((await listOf(person, { unread: true })).nodes[0]!.title).toMatch(/: runtime error$/);
    });

    it("are read from the start for whoever watches, and news for whoever has left", async () => {
      const submission = await submit(person, problem, SUM_ACCEPTED);
      const watching = clientOn(elsewhere, person).subscribe(SubmissionStatusDocument, { submissionId: submission });
      expect((await watching.next()).value).toMatchObject({ submissionStatus: { status: "QUEUED" } });
      expect((await settled(await judged(submission))).read_at).not.toBeNull();
      await watching.return!();
      await eventually(
        async () => (await settled(await judged(submission))).read_at,
        (readAt) => readAt === null,
      );
    });

    it("are none when the account took the submission back", async () => {
      const before = (await rowsOf(person.userId)).length;
      const submission = await submit(person, problem, SUM_ACCEPTED);
      await judged(submission, "CANCELLED");
      await settled(await judged(submission, "ACCEPTED"));
      expect(await rowsOf(person.userId)).toHaveLength(before + 1);
    });
  });

  describe("stand for their event once", () => {
    it("however often it is delivered", async () => {
      const person = await createLearner(api);
      const id = await announceSecurity(installation, person.userId, "PASSWORD_CHANGED");
      await told(person, 1);
      await eventually(
        () => installation.sql("select from outbox"),
        (left) => left.length === 0,
      );
      await announceSecurity(installation, person.userId, "PASSWORD_CHANGED", id);
      await announceSecurity(installation, person.userId, "TWO_FACTOR_ENABLED");
      await told(person, 2);
      expect((await rowsOf(person.userId)).filter(({ event_id }) => event_id === id)).toHaveLength(1);
    });

    it.each(proven(["notifications-before-commit", "notifications-after-commit"], ["notifications-before-commit"]))(
      "when the worker is killed %s",
      async (killAt) => {
        await Promise.all(workers.map((worker) => worker.stop()));
        const victim = await installation.startWorker({ ...WITHOUT_JUDGE, killAt });
        const person = await createLearner(api);
        const id = await announceSecurity(installation, person.userId);
        await victim.ended;
        expect(await rowsOf(person.userId)).toHaveLength(killAt === "notifications-after-commit" ? 1 : 0);
        // The client comes after the death and still ends with what it would have seen.
        const watching = watch(person);
        await watching.next();
        workers = [await installation.startWorker(WITHOUT_JUDGE)];
        await announceSecurity(installation, person.userId, "PASSWORD_CHANGED", id);
        await eventually(
          () => rowsOf(person.userId),
          (found) => found.length === 1,
          60_000,
        );
        // The job that the dead worker held comes back when its lock has run out.
        await eventually(async () => workers[0]!.logs().includes("job stalled"), Boolean);
        await announceSecurity(installation, person.userId, "TWO_FACTOR_ENABLED");
        await told(person, 2);
        expect((await rowsOf(person.userId)).filter(({ event_id }) => event_id === id)).toHaveLength(1);
        await watching.end();
      },
      300_000,
    );
  });
});
